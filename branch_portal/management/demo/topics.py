"""What branches of the demo world talk about, by kind of branch. All of it invented."""

from dataclasses import dataclass

from organisation.models import Unit

Sector = Unit.Sector


@dataclass(frozen=True)
class Topic:
    topic: str
    summary: str
    opinions: tuple[str, ...]
    conclusion: str
    resolution: str
    text: str
    tasks: tuple[str, ...]


RURAL = (
    Topic(
        "Giữ nước cho vụ xuân: nạo vét kênh nội đồng và chia nước theo lịch",
        "Tổ trưởng tổ thủy nông báo cáo tình hình ba tuyến kênh bị bồi lắng, diện tích thiếu nước "
        "cuối nguồn và phương án chia nước luân phiên theo lịch.",
        (
            "Đề nghị nạo vét đoạn cuối kênh trước, vì năm nào cuối nguồn cũng cấy muộn mười ngày.",
            "Lịch chia nước phải dán ở nhà văn hóa, ai lấy nước ngoài giờ thì tổ nhắc công khai.",
            "Tôi nhận thiếu sót: vụ trước có đăng ký ngày công mà không đi đủ.",
        ),
        "Chi bộ thống nhất nạo vét trước khi đổ ải, mỗi tổ đảng viên nhận một đoạn, chia nước theo "
        "lịch luân phiên và công khai lịch tại nhà văn hóa.",
        "nạo vét kênh nội đồng, chia nước luân phiên vụ xuân",
        "1. Nạo vét xong ba tuyến kênh nội đồng trước khi đổ ải; mỗi tổ nhận một đoạn.\n"
        "2. Chia nước theo lịch luân phiên, dán lịch tại nhà văn hóa.\n"
        "3. Giao chi ủy kiểm tra, báo cáo tại buổi sinh hoạt quý sau.",
        ("Chia đoạn kênh và huy động ngày công nạo vét", "Lập và dán lịch chia nước luân phiên"),
    ),
    Topic(
        "Tạo nguồn và bồi dưỡng quần chúng ưu tú ở thôn trong hai năm tới",
        "Phó bí thư nêu thực trạng: số đảng viên trên sáu mươi tuổi chiếm quá nửa, ba năm chỉ kết "
        "nạp được hai người; đề xuất danh sách việc giúp thanh niên gắn bó với thôn.",
        (
            "Người trẻ đi làm công ty cả tuần, nên gặp các cháu vào tối thứ Bảy.",
            "Mỗi đảng viên nhận giúp đỡ một quần chúng, quý nào cũng nói rõ đã làm được gì.",
            "Đừng chạy theo chỉ tiêu; chọn người làm được việc cho thôn trước đã.",
        ),
        "Mỗi đảng viên chính thức nhận theo dõi, giúp đỡ một quần chúng; chi ủy phối hợp chi đoàn "
        "tổ chức hai việc công ích để phát hiện nhân tố mới.",
        "tạo nguồn kết nạp đảng viên",
        "1. Lập danh sách quần chúng cần bồi dưỡng, mỗi người có một đảng viên giúp đỡ.\n"
        "2. Mỗi năm giới thiệu ít nhất hai quần chúng học lớp bồi dưỡng nhận thức về Đảng.",
        ("Lập danh sách quần chúng và người giúp đỡ", "Tổ chức ngày công ích cùng chi đoàn thôn"),
    ),
    Topic(
        "Phát triển kinh tế gia đình: chuyển đất màu kém hiệu quả sang cây dược liệu",
        "Đồng chí phụ trách khuyến nông so sánh thu nhập của ngô, lạc và cây dược liệu trên cùng "
        "một sào, nêu yêu cầu về giống, đầu ra và rủi ro.",
        (
            "Phải có hợp đồng thu mua rồi mới mở rộng, kẻo được mùa lại mất giá.",
            "Làm thử ba hộ trước, cuối vụ mời bà con đến xem sổ thu chi.",
            "Các hộ nghèo cần được vay giống trả chậm.",
        ),
        "Làm thử ở ba hộ đảng viên trong một vụ, có sổ thu chi công khai; chưa có hợp đồng thu mua "
        "thì không mở rộng.",
        "trồng thử cây dược liệu trên đất màu",
        "1. Ba hộ đảng viên trồng thử một vụ, ghi chép thu chi.\n"
        "2. Cuối vụ tổ chức xem thực tế và bàn việc nhân rộng.",
        ("Tìm đầu mối thu mua, mời ký hợp đồng", "Ghi sổ thu chi ba hộ làm thử"),
    ),
    Topic(
        "Phân loại rác tại nhà và giữ sạch đường làng",
        "Chi hội trưởng phụ nữ trình bày kết quả kiểm đếm rác một tuần ở ba ngõ và đề xuất điểm "
        "tập kết mới cách xa nguồn nước.",
        (
            "Nhà đảng viên làm trước một tháng rồi hãy vận động hàng xóm.",
            "Rác hữu cơ ủ phân bón vườn, đỡ được nửa số chuyến xe.",
            "Điểm tập kết hiện nay sát ao, mùa mưa tràn ra đường.",
        ),
        "Đảng viên làm trước trong một tháng; sau đó mỗi người vận động năm hộ; chuyển điểm tập "
        "kết ra khỏi bờ ao.",
        "phân loại rác tại nguồn và chuyển điểm tập kết rác",
        "1. Gia đình đảng viên phân loại rác từ đầu tháng sau.\n"
        "2. Chuyển điểm tập kết rác cách nguồn nước tối thiểu 50 m.",
        ("Chuyển điểm tập kết rác khỏi bờ ao", "Vận động các hộ trong ngõ phân loại rác"),
    ),
    Topic(
        "Phòng, chống lụt bão theo phương châm bốn tại chỗ",
        "Trưởng thôn báo cáo các điểm sạt lở, danh sách hộ phải sơ tán và vật tư hiện có; nêu bài "
        "học của trận mưa năm ngoái.",
        (
            "Hộ có người già nằm một chỗ phải ghi rõ ai đến cõng.",
            "Thuyền và áo phao nên để ở nhà văn hóa, đừng khóa trong kho.",
            "Loa thôn mất điện là im, cần kẻng dự phòng.",
        ),
        "Phân công từng đảng viên phụ trách hộ sơ tán, kiểm tra vật tư trước mùa mưa, diễn tập một "
        "buổi.",
        "phòng, chống thiên tai theo phương châm bốn tại chỗ",
        "1. Mỗi hộ phải sơ tán có một đảng viên phụ trách.\n2. Diễn tập trước mùa mưa bão.",
        ("Lập danh sách hộ sơ tán và người phụ trách", "Kiểm tra thuyền, áo phao, kẻng báo động"),
    ),
    Topic(
        "Hòa giải mâu thuẫn đất đai ngay từ thôn",
        "Tổ trưởng tổ hòa giải nêu sáu vụ việc trong năm, bốn vụ hòa giải thành, hai vụ kéo dài do "
        "thiếu hồ sơ mốc giới.",
        (
            "Nghe cả hai bên rồi hãy khuyên; đừng để họ hàng xen vào từ đầu.",
            "Nên mời cán bộ địa chính xã xuống đo lại trước mặt hai nhà.",
            "Đảng viên là người trong cuộc càng phải gương mẫu nhường.",
        ),
        "Việc mới phát sinh được hòa giải trong mười ngày; vụ kéo dài mời địa chính xã đo lại.",
        "hòa giải mâu thuẫn đất đai ở thôn",
        "1. Mâu thuẫn mới phát sinh phải được gặp gỡ, hòa giải trong mười ngày.\n"
        "2. Hai vụ kéo dài mời cán bộ địa chính xã cùng giải quyết.",
        ("Mời địa chính xã đo lại mốc giới hai vụ", "Gặp từng gia đình trước buổi hòa giải"),
    ),
    Topic(
        "Giữ gìn an ninh trật tự: tổ tự quản và camera đường làng",
        "Công an viên báo cáo tình hình mất trộm vặt dịp giáp Tết, đề xuất lắp sáu camera bằng "
        "tiền đóng góp và quy chế xem lại hình.",
        (
            "Phải viết rõ ai được xem hình, kẻo thành chuyện soi nhau.",
            "Tổ tự quản đi hai người một ca, có sổ bàn giao.",
            "Gia đình neo đơn không phải đóng góp.",
        ),
        "Lắp sáu camera ở đường trục; chỉ công an xã và trưởng thôn được xem lại khi có vụ việc.",
        "tổ tự quản và camera an ninh đường làng",
        "1. Lắp sáu camera ở đường trục thôn.\n2. Chỉ xem lại hình khi có vụ việc, có ghi sổ.",
        ("Vận động đóng góp, chọn đơn vị lắp camera", "Viết quy chế xem lại hình, niêm yết"),
    ),
    Topic(
        "Giúp hộ nghèo có địa chỉ: mỗi tổ đảng viên nhận một hộ",
        "Chi ủy rà soát chín hộ nghèo, cận nghèo; nêu nguyên nhân của từng hộ và cách giúp.",
        (
            "Có hộ thiếu sức lao động, cho bò họ cũng không chăn được.",
            "Giúp con em học nghề là bền nhất.",
            "Nửa năm sơ kết một lần, hộ nào chưa chuyển phải nói vì sao.",
        ),
        "Mỗi tổ nhận một hộ, chọn một việc làm được ngay; sơ kết sau sáu tháng.",
        "giúp hộ nghèo có địa chỉ",
        "1. Mỗi tổ đảng viên giúp một hộ.\n2. Sơ kết công khai sau sáu tháng.",
        ("Khảo sát từng hộ và chọn việc giúp", "Liên hệ lớp dạy nghề cho con em hộ nghèo"),
    ),
)

OFFICE = (
    Topic(
        "Nêu gương trong thực hiện giờ giấc và kỷ luật chuyên môn",
        "Chi ủy nêu kết quả kiểm tra nền nếp một học kỳ, những việc làm tốt và ba điểm còn yếu.",
        (
            "Người quản lý đến muộn thì không nhắc được ai.",
            "Họp nên có giờ kết thúc ghi trong giấy mời.",
            "Tôi tự phê bình: hai lần nộp hồ sơ chậm.",
        ),
        "Đảng viên giữ chức vụ nêu gương trước; mọi cuộc họp ghi giờ bắt đầu và giờ kết thúc.",
        "nêu gương trong thực hiện kỷ luật chuyên môn",
        "1. Đảng viên nộp hồ sơ đúng hạn.\n2. Mọi cuộc họp có giờ kết thúc ghi trước.",
        ("Theo dõi và thông báo việc nộp hồ sơ hằng tháng", "Rà soát lịch họp, bỏ họp trùng"),
    ),
    Topic(
        "Dạy phụ đạo cho học sinh hổng kiến thức, không thu tiền",
        "Tổ trưởng chuyên môn báo cáo kết quả khảo sát đầu năm và hai phương án chia lớp phụ đạo.",
        (
            "Nên chia theo phần kiến thức hổng, không chia theo điểm.",
            "Thử cả hai cách trong ba tuần rồi so sánh.",
            "Lo nhất là xe đưa các em ở xa về sau giờ học.",
        ),
        "Thử hai cách chia lớp trong ba tuần; phân công giáo viên, bố trí người đón học sinh ở xa.",
        "phụ đạo học sinh hổng kiến thức",
        "1. Mở lớp phụ đạo hai buổi mỗi tuần, không thu tiền.\n"
        "2. Sau ba tuần so sánh kết quả hai cách chia lớp.",
        ("Xếp lịch và phân công giáo viên phụ đạo", "Bàn với phụ huynh việc đưa đón học sinh ở xa"),
    ),
    Topic(
        "Chuyển đổi số: bớt giấy tờ, bớt chờ đợi cho người dân",
        "Văn phòng trình bày sáu thủ tục còn phải nộp giấy hai lần và đề xuất bỏ.",
        (
            "Người già vẫn cần có người ngồi hướng dẫn tại chỗ.",
            "Bỏ thủ tục nào phải báo trước cho bộ phận một cửa.",
            "Nên đo thời gian chờ trước và sau khi đổi.",
        ),
        "Bỏ nộp giấy lần hai ở sáu thủ tục; đo thời gian chờ của người dân trước và sau.",
        "đơn giản hóa sáu thủ tục",
        "1. Không yêu cầu nộp lại giấy tờ đã có.\n2. Đo và công khai thời gian chờ.",
        ("Đo thời gian chờ trong hai tuần", "Bố trí người hướng dẫn người cao tuổi"),
    ),
    Topic(
        "Học Bác về tiết kiệm: dùng điện, giấy và ngân sách công",
        "Kế toán so sánh tiền điện, giấy in của ba năm và chỉ ra các khoản có thể giảm.",
        (
            "Điều hòa đặt 26 độ, ra khỏi phòng phải tắt.",
            "Tài liệu họp gửi trước, chỉ in bảng biểu quyết.",
            "Tiết kiệm được bao nhiêu nên công khai dùng vào việc gì.",
        ),
        "Giảm một phần mười tiền điện và giấy so với năm trước, công khai hằng quý.",
        "thực hành tiết kiệm trong cơ quan",
        "1. Giảm 10% tiền điện và giấy in.\n2. Công khai kết quả hằng quý.",
        ("Theo dõi tiền điện, giấy in từng phòng", "Gửi tài liệu họp trước một ngày"),
    ),
    Topic(
        "Thái độ phục vụ và lắng nghe góp ý của người dân",
        "Bộ phận tiếp dân tổng hợp bốn mươi phiếu góp ý trong quý, phân loại theo nhóm việc.",
        (
            "Lời xin lỗi phải đi cùng ngày hẹn lại cụ thể.",
            "Phiếu góp ý nên có mã để người gửi tra kết quả.",
            "Khen đồng nghiệp làm tốt cũng là phê bình người chưa làm.",
        ),
        "Góp ý được trả lời trong năm ngày; mỗi tháng đọc công khai ba góp ý đáng học nhất.",
        "tiếp nhận và trả lời góp ý của người dân",
        "1. Trả lời góp ý trong năm ngày làm việc.\n2. Hằng tháng rút kinh nghiệm trước chi bộ.",
        ("Lập sổ theo dõi góp ý có mã số", "Chọn góp ý để rút kinh nghiệm hằng tháng"),
    ),
    Topic(
        "Bồi dưỡng đảng viên trẻ: giao việc khó, có người kèm",
        "Chi ủy báo cáo về chín đảng viên dưới ba mươi lăm tuổi và việc đang được giao.",
        (
            "Giao việc thì phải giao cả quyền quyết.",
            "Tôi muốn được nghe góp ý sớm, đừng đợi cuối năm.",
            "Mỗi quý đổi thư ký cuộc họp để ai cũng biết ghi biên bản.",
        ),
        "Mỗi đảng viên trẻ có một người kèm và một việc khó trong năm; luân phiên làm thư ký.",
        "bồi dưỡng, giao việc cho đảng viên trẻ",
        "1. Mỗi đảng viên trẻ có một việc khó và một người kèm.\n2. Luân phiên thư ký cuộc họp.",
        ("Phân công người kèm đảng viên trẻ", "Góp ý định kỳ hằng quý cho đảng viên trẻ"),
    ),
)

ENTERPRISE = (
    Topic(
        "An toàn lao động: giảm một nửa sự cố nhỏ trong ca đêm",
        "Phó giám đốc sản xuất phân tích mười hai sự cố nhỏ trong ca đêm và nguyên nhân.",
        (
            "Mười phút bàn giao ca không được bỏ.",
            "Ai dừng máy vì thấy nguy hiểm thì không bị trừ năng suất.",
            "Đèn lối đi phía kho quá tối.",
        ),
        "Khôi phục mười phút bàn giao ca, sửa đèn lối đi, không phạt người dừng máy vì an toàn.",
        "an toàn lao động ca đêm",
        "1. Bàn giao ca đủ mười phút.\n2. Sửa hệ thống đèn trong mười lăm ngày.",
        ("Sửa đèn lối đi khu kho", "Theo dõi việc bàn giao ca trong một tháng"),
    ),
    Topic(
        "Giữ việc làm và bữa ăn ca cho công nhân",
        "Chủ tịch công đoàn báo cáo kết quả hỏi ý kiến ba trăm công nhân về bữa ăn ca.",
        (
            "Cơm ca đêm nguội vì xe đến sớm một tiếng.",
            "Nên để công nhân nếm và chấm điểm bếp hằng tuần.",
            "Đơn hàng ít thì đào tạo chéo, đừng cho nghỉ luân phiên quá hai ngày.",
        ),
        "Đổi giờ giao cơm ca đêm, công nhân chấm điểm bếp; thiếu đơn hàng thì đào tạo chéo.",
        "bữa ăn ca và việc làm của công nhân",
        "1. Giao cơm ca đêm sát giờ ăn.\n2. Công nhân chấm điểm bếp ăn hằng tuần.",
        ("Thương lượng lại giờ giao cơm ca đêm", "Lập lịch đào tạo chéo giữa hai xưởng"),
    ),
    Topic(
        "Tiết kiệm nguyên liệu và sáng kiến của người thợ",
        "Tổ kỹ thuật trình bày tỷ lệ phế phẩm ba tháng và bốn sáng kiến của công nhân.",
        (
            "Sáng kiến nhỏ cũng phải trả thưởng ngay trong tháng.",
            "Bảng phế phẩm để ở cửa xưởng cho mọi người thấy.",
            "Khâu cắt cần thêm một bàn trải.",
        ),
        "Trả thưởng sáng kiến trong tháng; công khai phế phẩm từng tổ; mua thêm bàn trải vải.",
        "tiết kiệm nguyên liệu, khuyến khích sáng kiến",
        "1. Thưởng sáng kiến ngay trong tháng.\n2. Công khai phế phẩm từng tổ.",
        ("Lập bảng phế phẩm tại cửa xưởng", "Xét thưởng bốn sáng kiến của quý"),
    ),
)

TUTORING = 1  # the topic of OFFICE that only a school has
SCHOOL = OFFICE[:2] + OFFICE[3:4] + OFFICE[5:]
BY_SECTOR = {
    Sector.RURAL: RURAL,
    Sector.OFFICE: OFFICE[:TUTORING] + OFFICE[TUTORING + 1 :],
    Sector.STATE_ENTERPRISE: ENTERPRISE,
    Sector.PRIVATE_ENTERPRISE: ENTERPRISE,
    Sector.FORCES: OFFICE[:1] + OFFICE[3:],
}
REASONS = ("Ốm", "Đi công tác", "Việc gia đình", "Đi học", "Trực cơ quan", "Chăm người ốm")
