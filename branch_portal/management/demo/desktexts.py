"""The words on the desk of the demo's secretary. All of it invented."""

from branch_portal.management.demo.topics import Topic

# topic, reason
DRAFT = ("Đọc sách cùng học sinh: mỗi tháng một cuốn, mỗi tổ một buổi kể chuyện", "")
POSTPONED = (
    "Phòng tránh đuối nước cho học sinh: nhà trường làm gì, gia đình làm gì",
    "Trùng ngày thi thử của khối 12; chi ủy báo ngày mới sau khi có lịch coi thi.",
)
CANCELLED = (
    "Sắp xếp lại chỗ để xe của học sinh",
    "Việc này đã giải quyết ở buổi họp hội đồng trường, không cần họp chuyên đề riêng.",
)

RETURNED = Topic(
    "Gặp gỡ gia đình học sinh có nguy cơ bỏ học",
    "Chi ủy nêu bảy trường hợp nghỉ học trên mười buổi, hoàn cảnh của từng em và những việc tổ chủ "
    "nhiệm đã làm.",
    (
        "Đến nhà vào buổi tối mới gặp được bố mẹ các em.",
        "Đề nghị mỗi đảng viên nhận một em, gọi điện hằng tuần.",
        "Có em phải trông em nhỏ; nên hỏi nhóm trẻ ở thôn trước khi vận động.",
    ),
    "Mỗi em có một đảng viên theo dõi; sau một tháng báo cáo từng trường hợp trước chi bộ.",
    "giúp học sinh có nguy cơ bỏ học trở lại lớp",
    "1. Phân công mỗi đảng viên theo dõi một học sinh.\n"
    "2. Trong một tháng đến gặp đủ bảy gia đình.",
    ("Lập danh sách và phân công người theo dõi", "Gặp đủ bảy gia đình học sinh"),
)
RETURN_NOTE = (
    "Biên bản chưa nêu ý kiến của tổ chủ nhiệm về từng trường hợp. Chi bộ bổ sung phần thảo luận "
    "rồi gửi lại."
)

IN_MINUTES = Topic(
    "Chấm bài có lời phê: vì sao học sinh ít đọc",
    "Tổ Ngữ văn đọc lại hai trăm lời phê của một tháng và hỏi bốn mươi học sinh nhớ được gì.",
    (
        "Lời phê chung chung thì chính người viết cũng không nhớ.",
        "Đề nghị mỗi bài chỉ phê một điều và hẹn ngày xem lại.",
        "Học sinh sửa xong phải được chấm thêm, các em mới đọc lời phê.",
    ),
    "Các tổ thử cách phê một điều, có hẹn ngày xem lại, trong sáu tuần rồi so kết quả.",
    "đổi cách chấm bài có lời phê",
    "1. Mỗi bài kiểm tra có một lời phê cụ thể và ngày xem lại.\n"
    "2. Sau sáu tuần các tổ báo cáo số bài được học sinh sửa.",
    (),
)
MINUTES_CONTENT = (
    "Tổ Ngữ văn trình bày kết quả đọc lại hai trăm lời phê của một tháng. Bốn mươi học sinh được "
    "hỏi thì hai mươi chín em không nhớ lời phê nào; những em nhớ đều nhớ lời phê có việc phải làm."
)

CORRECTION_MADE = (
    "Nghị quyết đánh máy thiếu điểm cuối mà chi bộ đã biểu quyết. Xin mở biên bản để hủy bỏ văn "
    "bản này và ban hành văn bản đủ."
)
CORRECTION_ASKED = (
    "Ghi nhầm giờ kết thúc: buổi họp xong lúc 16 giờ 20, biên bản ghi sớm hơn. Xin mở lại để sửa."
)
VOID = "Văn bản thiếu điểm cuối so với nội dung đã biểu quyết; được thay bằng nghị quyết khác."
LEFT_OUT = "Giao chi ủy báo cáo kết quả trước chi bộ sau một học kỳ."

# title, days from today until it is due, per cent, note
TASKS = (
    ("Họp các tổ, thống nhất cách làm", -9, 60, "Đã họp ba tổ; hai tổ còn lại họp tuần sau."),
    ("Tổng hợp kết quả nửa học kỳ, báo cáo chi ủy", 20, 30, "Đã có số liệu của hai tổ."),
    ("Phân công đảng viên theo dõi từng tổ", 4, 100, ""),
)

SUPERIOR = ("Phạm Thu Trà", "Ban Tổ chức Huyện ủy")
GUEST = ("Ngô Quang Hiển", "Trưởng ban đại diện cha mẹ học sinh")
LATE_SUMMARY = (
    "Ghi nhanh trên máy khi mất mạng: người chuẩn bị chuyên đề trình bày 20 phút, có bảng so sánh "
    "ba năm; nêu hai điểm còn yếu để chi bộ bàn."
)
