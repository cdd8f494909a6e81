"""Public summaries of the demo world, by topic: the topic group, then texts. All of it invented."""

from branch_portal.management.demo.topics import ENTERPRISE, OFFICE, RURAL

RURAL_TEXTS = (
    (
        "kinh-te-giam-ngheo",
        "Ba tuyến kênh nội đồng bị bồi lắng khiến ruộng cuối nguồn năm nào cũng cấy muộn. Chi "
        "bộ dành trọn buổi sinh hoạt để bàn cách đưa nước về kịp vụ xuân.\n"
        "Mỗi tổ đảng viên nhận nạo vét một đoạn kênh, bắt đầu từ đoạn cuối. Lịch chia nước luân "
        "phiên được dán tại nhà văn hóa để bà con cùng theo dõi.",
        "Sau một vụ thiếu nước, chi bộ chọn thủy lợi nội đồng làm chuyên đề của quý. Báo cáo "
        "của tổ thủy nông chỉ rõ từng đoạn kênh phải nạo vét và số ngày công cần huy động.\n"
        "Chi bộ thống nhất làm xong trước khi đổ ải, đảng viên đăng ký ngày công trước. Kết quả "
        "sẽ được thông báo lại ở buổi sinh hoạt quý sau.",
    ),
    (
        "xay-dung-dang",
        "Quá nửa số đảng viên trong chi bộ đã ngoài sáu mươi tuổi, trong khi người trẻ đi làm "
        "xa cả tuần. Buổi sinh hoạt bàn cách tìm và giúp đỡ những quần chúng gắn bó với thôn.\n"
        "Mỗi đảng viên chính thức nhận giúp đỡ một quần chúng. Chi bộ phối hợp với chi đoàn tổ "
        "chức hai ngày công ích trong năm để người trẻ có việc làm chung với thôn.",
        "Chuyên đề của quý nói về việc tạo nguồn kết nạp đảng viên trong hai năm tới. Chi bộ "
        "nhìn thẳng vào thực tế: ba năm qua số người được kết nạp còn ít.\n"
        "Cách làm được chọn là gặp gỡ thanh niên vào tối thứ Bảy, giao việc cụ thể và theo dõi "
        "từng quý; chọn người làm được việc cho thôn, không chạy theo chỉ tiêu.",
    ),
    (
        "kinh-te-giam-ngheo",
        "Trồng gì trên đất màu kém hiệu quả là câu hỏi của nhiều gia đình trong thôn. Chi bộ so "
        "sánh thu nhập của ngô, lạc và cây dược liệu trên cùng một sào, kể cả rủi ro về đầu ra.\n"
        "Ba hộ đảng viên trồng thử một vụ và ghi sổ thu chi công khai. Chưa có hợp đồng thu mua "
        "thì chưa mở rộng.",
        "Chi bộ bàn việc chuyển một phần đất màu sang cây dược liệu. Điều được nhắc nhiều nhất "
        "là phải có nơi thu mua trước khi trồng đại trà.\n"
        "Trước mắt ba hộ làm thử; cuối vụ chi bộ mời bà con đến xem tận ruộng và xem sổ thu chi "
        "rồi mới bàn việc nhân rộng.",
    ),
    (
        "moi-truong-thien-tai",
        "Kết quả kiểm đếm rác một tuần ở ba ngõ cho thấy gần nửa lượng rác có thể ủ làm phân "
        "bón. Chi bộ bàn cách phân loại ngay từ bếp của từng nhà.\n"
        "Gia đình đảng viên làm trước một tháng, sau đó mỗi người vận động năm hộ. Điểm tập kết "
        "rác được chuyển khỏi bờ ao, cách nguồn nước tối thiểu năm mươi mét.",
        "Đường làng sạch hay không bắt đầu từ thùng rác của mỗi nhà. Với suy nghĩ ấy, chi bộ "
        "chọn phân loại rác tại nguồn làm chuyên đề.\n"
        "Sau buổi sinh hoạt, đảng viên trong từng ngõ hướng dẫn hàng xóm cách ủ rác hữu cơ; "
        "thôn chọn lại điểm tập kết để mùa mưa rác không tràn ra đường.",
    ),
    (
        "moi-truong-thien-tai",
        "Trước mùa mưa, chi bộ rà lại phương án bốn tại chỗ: các điểm dễ sạt lở, danh sách hộ "
        "phải sơ tán, thuyền và áo phao hiện có.\n"
        "Mỗi hộ phải sơ tán có một đảng viên phụ trách. Vật tư chuyển về nhà văn hóa để lấy "
        "được ngay, thôn có thêm kẻng báo động khi loa mất điện và tổ chức diễn tập một buổi.",
        "Bài học của trận mưa năm trước được đưa ra mổ xẻ: báo động muộn, áo phao khóa trong "
        "kho, nhà có người già không biết ai đến giúp.\n"
        "Chi bộ phân công lại từng việc, ghi rõ người chịu trách nhiệm đến từng hộ và hẹn ngày "
        "diễn tập trước mùa bão.",
    ),
    (
        "an-ninh-hoa-giai",
        "Phần lớn vụ việc đất đai trong thôn hòa giải được ngay từ đầu nếu có người nghe cả hai "
        "bên. Chi bộ bàn cách để mâu thuẫn nhỏ không thành việc lớn.\n"
        "Việc mới phát sinh sẽ được gặp gỡ, hòa giải trong mười ngày. Với vụ kéo dài, thôn mời "
        "cán bộ địa chính xã đo lại mốc giới trước mặt các gia đình.",
        "Sáu vụ việc trong năm, bốn vụ đã hòa giải thành: con số ấy mở đầu buổi sinh hoạt về "
        "hòa giải ở cơ sở.\n"
        "Chi bộ thống nhất: đảng viên là người trong cuộc phải gương mẫu nhường trước, tổ hòa "
        "giải gặp từng gia đình trước khi mời hai bên cùng ngồi lại.",
    ),
    (
        "an-ninh-hoa-giai",
        "Mất trộm vặt dịp giáp Tết khiến nhiều gia đình lo lắng. Chi bộ bàn việc lập tổ tự quản "
        "và lắp camera trên đường trục thôn bằng tiền đóng góp tự nguyện.\n"
        "Quy chế xem lại hình được niêm yết công khai: chỉ mở khi có vụ việc và có ghi sổ. Gia "
        "đình neo đơn được miễn khoản này.",
        "Giữ bình yên cho thôn là việc của mọi nhà. Buổi sinh hoạt thống nhất cách đi tuần của "
        "tổ tự quản: hai người một ca, có sổ bàn giao.\n"
        "Sáu camera được đặt ở đường trục, không hướng vào nhà dân; việc xem lại hình có quy "
        "chế để không ai bị soi xét chuyện riêng.",
    ),
    (
        "kinh-te-giam-ngheo",
        "Chín hộ nghèo và cận nghèo trong thôn có chín hoàn cảnh khác nhau. Chi bộ rà từng "
        "nguyên nhân rồi mới chọn cách giúp.\n"
        "Mỗi tổ đảng viên nhận một hộ với một việc làm được ngay; nơi thiếu sức lao động thì ưu "
        "tiên cho con em học nghề. Sau sáu tháng chi bộ sơ kết công khai.",
        "Giúp hộ nghèo có địa chỉ là chuyên đề được nhiều đảng viên mong đợi. Kinh nghiệm cho "
        "thấy tặng con giống chưa đủ nếu gia đình không có người chăm.\n"
        "Chi bộ chọn cách giúp lâu bền hơn: khảo sát từng hộ, liên hệ lớp dạy nghề và nửa năm "
        "nhìn lại một lần xem hộ nào đã chuyển biến.",
    ),
)

OFFICE_TEXTS = (
    (
        "xay-dung-dang",
        "Chuyên đề nêu gương bắt đầu từ việc nhỏ nhất: đến đúng giờ và nộp hồ sơ đúng hạn. Chi "
        "bộ nhìn lại nền nếp của nửa năm, cả việc làm tốt lẫn điểm còn yếu.\n"
        "Đảng viên giữ chức vụ làm trước. Từ nay giấy mời mọi cuộc họp ghi cả giờ bắt đầu và "
        "giờ kết thúc.",
        "Kỷ luật chuyên môn không chỉ là chuyện nhắc nhở. Qua thảo luận, chi bộ thống nhất rà "
        "lại lịch họp, bỏ những cuộc họp trùng nhau để dành thời gian cho việc chính.\n"
        "Việc nộp hồ sơ đúng hạn được theo dõi và thông báo hằng tháng, người đứng đầu nêu "
        "gương trước.",
    ),
    (
        "chuyen-mon-san-xuat",
        "Kết quả khảo sát đầu năm cho thấy nhiều học sinh hổng kiến thức ở những phần rất khác "
        "nhau. Chi bộ bàn cách mở lớp phụ đạo sao cho trúng chỗ các em cần.\n"
        "Lớp học hai buổi mỗi tuần, không thu tiền. Trong ba tuần đầu nhà trường thử hai cách "
        "chia lớp rồi so sánh; học sinh ở xa có người đón sau giờ học.",
        "Không để học sinh nào bị bỏ lại là mục tiêu của buổi sinh hoạt chuyên đề về phụ đạo. "
        "Giáo viên là đảng viên đăng ký dạy trước.\n"
        "Lớp được chia theo phần kiến thức còn hổng thay vì theo điểm số; phụ huynh cùng bàn "
        "với nhà trường việc đưa đón.",
    ),
    (
        "cai-cach-chuyen-doi-so",
        "Sáu thủ tục còn bắt người dân nộp giấy tờ hai lần. Chi bộ đưa từng thủ tục ra xem xét "
        "và quyết định bỏ lần nộp thứ hai.\n"
        "Thời gian chờ của người dân được đo trước và sau khi đổi, kết quả công khai. Người cao "
        "tuổi vẫn có người hướng dẫn tại chỗ.",
        "Chuyển đổi số là để người dân bớt đi lại, bớt chờ. Từ yêu cầu ấy, chi bộ bàn những "
        "việc làm được ngay trong cơ quan.\n"
        "Giấy tờ đã có trong hệ thống thì không yêu cầu nộp lại; bộ phận một cửa được báo trước "
        "mỗi khi bỏ một thủ tục.",
    ),
    (
        "hoc-tap-lam-theo-bac",
        "Học Bác về tiết kiệm, chi bộ so sánh tiền điện và giấy in của ba năm để thấy khoản nào "
        "giảm được mà không ảnh hưởng công việc.\n"
        "Mục tiêu là giảm một phần mười so với năm trước, kết quả công khai hằng quý. Tài liệu "
        "họp gửi trước, chỉ in những trang thật cần.",
        "Tiết kiệm của công bắt đầu từ công tắc điện và tờ giấy. Đó là điều được nói nhiều nhất "
        "trong buổi sinh hoạt chuyên đề học tập và làm theo Bác.\n"
        "Từng phòng theo dõi số điện, số giấy của mình; khoản tiết kiệm được dùng vào việc gì "
        "sẽ báo cáo lại với tập thể.",
    ),
    (
        "cai-cach-chuyen-doi-so",
        "Bốn mươi phiếu góp ý của người dân trong quý được đọc và phân loại theo nhóm việc. Chi "
        "bộ bàn cách để mỗi góp ý đều có hồi âm.\n"
        "Từ nay góp ý được trả lời trong năm ngày làm việc. Phiếu có mã số để người gửi tra "
        "được kết quả.",
        "Xin lỗi người dân thì phải hẹn ngày trả lời rõ ràng: đó là tinh thần của buổi sinh "
        "hoạt về thái độ phục vụ.\n"
        "Mỗi tháng chi bộ chọn ba góp ý đáng học nhất để rút kinh nghiệm chung, khen việc làm "
        "tốt và sửa việc chưa tốt.",
    ),
    (
        "xay-dung-dang",
        "Chi bộ có nhiều đảng viên dưới ba mươi lăm tuổi nhưng ít người được giao việc khó. "
        "Buổi sinh hoạt bàn cách bồi dưỡng lớp trẻ bằng chính công việc.\n"
        "Mỗi đảng viên trẻ nhận một việc khó trong năm và có một người đi trước kèm cặp; giao "
        "việc thì giao cả quyền quyết định.",
        "Bồi dưỡng đảng viên trẻ không chờ đến cuối năm mới góp ý. Chi bộ thống nhất góp ý theo "
        "quý, nói rõ việc được và việc chưa được.\n"
        "Việc ghi biên bản cũng được luân phiên để ai cũng quen cách làm việc của tập thể.",
    ),
)

ENTERPRISE_TEXTS = (
    (
        "chuyen-mon-san-xuat",
        "Mười hai sự cố nhỏ trong ca đêm được phân tích kỹ: phần lớn xảy ra lúc giao ca và ở "
        "lối đi thiếu sáng.\n"
        "Chi bộ đề nghị khôi phục mười phút bàn giao ca và sửa hệ thống đèn trong mười lăm "
        "ngày. Người dừng máy vì thấy nguy hiểm không bị trừ năng suất.",
        "An toàn của người thợ là chuyên đề của quý. Chi bộ cùng công đoàn xem lại từng khâu "
        "của ca đêm, từ ánh sáng ở kho đến cách bàn giao máy.\n"
        "Mục tiêu đặt ra là giảm một nửa sự cố nhỏ; việc bàn giao ca được theo dõi trong một "
        "tháng đầu.",
    ),
    (
        "chuyen-mon-san-xuat",
        "Ý kiến của ba trăm công nhân về bữa ăn ca được đưa ra bàn trong buổi sinh hoạt. Điều "
        "mọi người mong nhất là cơm ca đêm còn nóng.\n"
        "Giờ giao cơm được thương lượng lại cho sát giờ ăn; công nhân chấm điểm bếp hằng tuần. "
        "Khi đơn hàng ít, hai xưởng đào tạo chéo để giữ việc làm.",
        "Giữ việc làm khi đơn hàng giảm là nỗi lo chung của xưởng. Chi bộ bàn cách đào tạo chéo "
        "để người thợ làm được nhiều khâu.\n"
        "Cùng với đó, chất lượng bữa ăn ca được công nhân chấm điểm và thông báo hằng tuần.",
    ),
    (
        "chuyen-mon-san-xuat",
        "Bốn sáng kiến của công nhân và tỷ lệ phế phẩm ba tháng là nội dung chính của buổi sinh "
        "hoạt. Con số phế phẩm của từng tổ được treo ở cửa xưởng để ai cũng thấy.\n"
        "Sáng kiến có hiệu quả được thưởng ngay trong tháng, khâu cắt có thêm một bàn trải vải.",
        "Tiết kiệm nguyên liệu bắt đầu từ người đứng máy. Chi bộ đề nghị thưởng sớm cho sáng "
        "kiến nhỏ, vì thợ giỏi nhìn thấy chỗ lãng phí trước mọi báo cáo.\n"
        "Số liệu phế phẩm được công khai theo tổ, cuối quý cùng nhìn lại cách làm hay.",
    ),
)

TEXTS = {
    topic.topic: texts
    for topics, all_texts in (
        (RURAL, RURAL_TEXTS),
        (OFFICE, OFFICE_TEXTS),
        (ENTERPRISE, ENTERPRISE_TEXTS),
    )
    for topic, texts in zip(topics, all_texts, strict=True)
}
