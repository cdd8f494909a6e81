"""What stands beside the news of the demo world: photo stories, the pages about the paper."""

import datetime as dt

from accounts.models import User
from articles import actions
from articles.models import InfoPage, Photo, Section, Snapshot
from articles.models.snapshots import in_iso

DAY = dt.timedelta(days=1, hours=3)
# (headline, lead, days ago, number of photos)
STORIES = [
    (
        "Tháng qua ở các xã, nhìn qua tám khuôn hình",
        "Hội trường, cánh đồng, lớp học, sân nhà văn hóa: tám tấm ảnh phóng viên và cộng tác viên "
        "gửi về trong tháng.",
        2,
        8,
    ),
    (
        "Năm việc nhỏ của các chi bộ, năm tấm ảnh",
        "Không việc nào lớn, nhưng việc nào cũng có người làm và đã xong.",
        16,
        5,
    ),
    (
        "Sáu góc làng ngày cuối tuần",
        "Ngày nghỉ, cộng tác viên đi quanh xã mình và giơ máy lên sáu lần.",
        37,
        6,
    ),
]
BODY = (
    "<p>Ảnh gửi về tòa soạn mỗi tuần nhiều hơn số bài có chỗ đăng. Chúng tôi chọn ra mấy tấm, mỗi "
    "tấm kể một việc: có việc vừa xong, có việc mới bắt đầu.</p><p>Bạn đọc có ảnh về đời sống ở xã "
    "mình, xin gửi cho Ban Biên tập kèm vài dòng chú thích: chụp ở đâu, ngày nào, trong ảnh có ai."
    "</p>"
)
INFO_PAGES = [
    (
        "Giới thiệu",
        "gioi-thieu",
        "<p>Trang tin đưa tin về công tác xây dựng Đảng, sinh hoạt chi bộ và đời sống ở các xã, "
        "thị trấn trong huyện. Ban Biên tập chịu trách nhiệm về nội dung.</p><h2>Nguyên tắc"
        "</h2><ul><li>Mỗi bài có ít nhất hai người đọc trước khi đăng.</li><li>Sai thì sửa, và nói "
        "rõ đã sửa gì ngay dưới bài.</li><li>Ý kiến bạn đọc được duyệt trong ngày làm việc.</li>"
        "</ul>",
    ),
    (
        "Liên hệ",
        "lien-he",
        "<p>Ban Biên tập làm việc từ thứ Hai đến thứ Sáu, giờ hành chính, tại trụ sở Huyện ủy.</p>"
        "<table><tbody><tr><th>Điện thoại</th><td>0900 000 100</td></tr><tr><th>Thư điện tử</th>"
        "<td>banbientap@example.vn</td></tr><tr><th>Gửi tin, ảnh</th><td>congtacvien@example.vn"
        "</td></tr></tbody></table><p>Góp ý về một bài cụ thể, bạn đọc có thể viết ngay dưới bài."
        "</p>",
    ),
    (
        "Quy định về ý kiến bạn đọc",
        "y-kien-ban-doc",
        "<p>Ý kiến hiện dưới bài sau khi được duyệt. Xin viết tiếng Việt có dấu, nói về nội dung "
        "bài, không quảng cáo, không xúc phạm người khác. Thư điện tử của bạn đọc không bao giờ "
        "được công bố.</p>",
    ),
]


def load_pages(publisher: User, now: dt.datetime) -> None:
    """Publish the photo stories and write the pages that the foot of the paper leads to."""
    level = [photo for photo in Photo.objects.exclude(caption="") if not photo.is_upright]
    for number, (headline, lead, days, photos) in enumerate(STORIES):
        words = Snapshot(headline=headline, lead=lead, publish_at=in_iso(now - days * DAY))
        _tell_in_photos(words, level[number::7][:photos], publisher)
    for position, (title, slug, body) in enumerate(INFO_PAGES, start=1):
        page = InfoPage(title=title, slug=slug, body=body, position=position)
        actions.save_info_page(page, by=publisher)


def _tell_in_photos(words: Snapshot, photos: list[Photo], publisher: User) -> None:
    words.section = Section.objects.get(slug="van-hoa-xa-hoi").pk
    words.kicker, words.body = "Phóng sự ảnh", BODY
    words.by_lines = [{"name": "Hà Vân", "user": None}]
    words.tags = ["Phóng sự ảnh"]
    words.photos = [{"photo": p.pk, "caption": p.caption, "alt": p.alt} for p in photos]
    article = actions.save_article(None, words, by=publisher).article
    actions.publish_article(article, by=publisher, checked=False)
