import datetime as dt, pytest
from tests.meetings.test_score_sheet import scored, papers_of, outline, GOLDEN
@pytest.mark.django_db
@pytest.mark.parametrize(("day","profile"),[(dt.date(2026,5,26),"hd36"),(dt.date(2026,5,27),"hd05")])
def test_x(branch, members, secretary, day, profile):
    f=papers_of(scored(branch,secretary,day))["phieu-cham-diem"]
    (GOLDEN/f"phieu-cham-diem-{profile}.txt").write_text(outline(f),"utf-8")
    open(f"/tmp/score-{profile}.docx","wb").write(f.getvalue())
