"""A child in danger brings line 111, a child drowning or hurt 115; a report that there was none brings neither."""

from __future__ import annotations

import datetime as dt

import pytest

from knowledge.evaluation import plain_text
from knowledge.harm import told_harm
from knowledge.interpret.danger import SIGNS_OF_HARM
from knowledge.interpret.denials import tells_of_none
from knowledge.library import Library
from knowledge.reader import Reader
from knowledge.reply import Frame
from knowledge.tokens import tokenize
from knowledge.vietnamese import fold

TODAY = dt.date(2025, 10, 20)

NO_HARM = [
    "cháu bị xâm hại thì không có",
    "không có đứa nào bị xâm hại",
    "không có ca xâm hại nào",
    "tháng này không có trẻ bị xâm hại",
    "tháng này không có cháu nào bị xâm hại",
    "thôn tôi không có trẻ bị xâm hại",
    "ấp tôi tháng 9 không có ca xâm hại nào",
    "khu phố tôi không có bé nào bị đánh",
    "thôn mình không có đứa nào bị đánh",
    "xóm mình không có trẻ bị bạo hành",
    "ko có bé nào bị xâm hại",
    "không có em nào bị xâm hại tình dục",
    "thôn tôi chưa có trẻ nào bị bạo hành",
    "thôn tôi không phát hiện trường hợp nào bị xâm hại",
    "ấp tôi trong tháng không xảy ra vụ bạo lực trẻ em nào",
    "quý 3 không có trẻ mất tích",
    "thôn tôi: 0 trẻ bị xâm hại",
    "xóm tôi trẻ bị xâm hại: 0 ca",
    "thôn tôi trẻ em bị xâm hại không có trường hợp nào",
    "kp3 tiêm chủng 45/47, không có đứa nào bị xâm hại",
    "thôn tôi không có trẻ nào bị đuối nước",
    "no cases of abuse in my village this month",
    "no child is being abused in my village",
]

HARM = [
    "cháu nhà bên bị bố hãm hại",
    "em bị người ta làm nhục",
    "con bé hàng xóm bị bắt ở đợ",
    "cháu 13 tuổi sắp bị gả bán cho người ta",
    "họ bắt con nít đi ăn xin kiếm tiền",
    "my niece is being married off at 14",
    "neighbour's kid is treated cruelly",
    "bị ép cưới",
    "con tôi bị đánh",
    "không có ai giúp, bé gái nhà bên bị xâm hại",
    "cháu bé bị xâm hại mà không có ai báo",
    "không có ca xâm hại nào nhưng có một cháu bị đánh",
    "tháng này không có trẻ bị xâm hại, nhưng hàng xóm đang đánh con",
    "không có trẻ bị xâm hại. có cháu thâm tím hết người",
    "có đứa bị xâm hại không có ai biết",
    "bé không có ăn, bị bỏ đói",
    "trẻ bị xâm hại không có ai bênh phải làm sao",
    "không có chỗ nào trú, em bị cha dượng đánh",
    "có cháu bị xâm hại, gia đình không báo",
    "không phải 0 ca, có một bé bị xâm hại",
    "cháu tôi bị xâm hại mà công an nói không có gì",
    "không biết làm sao, con em bị xâm hại",
    "em không muốn sống nữa",
    "không có tiền nên mẹ đánh con",
    "con không có lỗi mà bị đánh hoài",
    "chưa có ai cứu cháu bé bị nhốt",
    "đứa bé không có quần áo bị trói ngoài sân",
    "không có con tôi bị đánh",
    "không có ca nào báo cáo mà hôm qua bé gái bị hiếp dâm",
    "không có bé nào bị đánh hả, có đấy, con bé bị đánh đó",
    "no one helps, a girl is being abused",
    "no, my son is being beaten",
    # "em", "cháu", "bé" without "nào" is who cries
    "không có em bị đánh",
    "không có cháu bị đánh",
    "không có bé gái bị xâm hại tình dục",
    "không có bạn nào cứu em",
    "không có bé nào bị đánh? mặt nó sưng húp kia kìa",
    # as words without marks these are others: "số bố", "số em"
    "con sợ bố lắm",
    "chú ấy sờ em",
]

# Nobody is named who is hurt; who cries for help, or has seen it, does not begin with a subject.
CRIES = [
    "sos bé bị xâm hại",
    "bị đánh không có ai giúp",
    "không có ai giúp bị đánh",
    "không có ai giúp bị xâm hại",
    "ko ai giúp, bị đánh",
    "chẳng ai giúp bị đánh",
    "không người nào giúp bị đánh",
    "không nơi nào giúp bị xâm hại",
    "bị đánh cứu với",
    "ai giúp với bị đánh",
    "cứu tôi với",
    "xin cứu giúp bị bạo hành",
    "mong được giúp đỡ, bị xâm hại",
    "bị xâm hại",
    "bị xâm hại sợ quá",
    "bị xâm hại tình dục rồi",
    "bị xâm hại không dám nói với ai",
    "bị bạo hành không ai can",
    "trẻ bị đánh không ai giúp",
    "trẻ bị xâm hại không có ai giúp",
    "tân khai trẻ bị xâm hại không có ai giúp",
    "trẻ bị xâm hại, không biết kêu ai",
    "trẻ bị bạo hành không ai tin",
    "con không dám về nhà",
    "ba say rượu đánh mẹ con con",
    "bố nhậu về đánh cả nhà",
    "có người lạ đi theo em",
    "bị người lạ kéo lên xe",
    "bị bắt làm chuyện đó",
    "bị tung clip",
    "không ai bảo vệ em",
    "vừa phát hiện trẻ bị xâm hại",
    "mới phát hiện một học sinh bị xâm hại",
    "tôi thấy trẻ bị bạo hành",
    "nhà bên có tiếng trẻ con khóc la",
    "khẩn cấp có trẻ bị xâm hại",
    "tố giác xâm hại trẻ em ở đâu",
    "ai cứu giúp bé với",
    "không ai nuôi em",
    "vừa bị xâm hại",
    "có dấu hiệu trẻ bị xâm hại",
    "giáo viên phát hiện học sinh bị bạo hành",
    "abused by my father",
    "a kid is crying for help next door",
    "mum leaves the baby alone all day",
    "dad threatens to kill us",
    "nobody helps, being beaten",
    "abused and nobody helps me",
    "sexually abused, no one to tell",
    "hit every day no one helps",
    "please save us",
    "please rescue the girl",
    "i was abused",
    "my uncle abused me",
    "a child was abused in my class",
    "i think my neighbour's child is abused",
    "my stepfather comes to my room at night",
    "i'm scared to go home",
    "i don't want to live",
]

# Who did it, or how, stands between: the words of harm are no phrase of the lexicon.
TOLD_WITH_WORDS_BETWEEN = [
    "có bé gái lớp 4 vừa kể bị thầy sờ vào người",
    "chú hàng xóm cứ rờ vào đùi cháu tôi",
    "con bé bị ông nội sờ mó",
    "con em bị đám bạn trong lớp đánh",
    "cháu bị cô giáo mầm non tát",
    "thằng bé bị ba nó quất dây điện",
    "em bị bạn của bố đụng vào người",
    "cháu nhà tôi bị người lạ dụ đi",
    "đứa trẻ bị người ta nhốt",
    "cháu bị mẹ kế nhốt mấy hôm nay",
    "he often hits my son",
    "my uncle touches me",
    "they lock the child in a room",
]

# Marriage, work, trafficking, neglect, touching, drowning, as neighbours tell of them.
TOLD_BY_NEIGHBOURS = [
    "nhỏ 13 tuổi xóm em bị ba má bắt gả cho ông 40 tuổi tuần sau, nó khóc miết, cản bằng cách nào",
    "my student tell me her uncle come in her bed at night. what I must do",
    "boy next door is locked inside without food since 2 days",
    "cháu bé ở phòng trọ đối diện bị khóa trái một mình từ sáng tới giờ",
    "cô bé gái 13 tuổi bị ép lấy chồng",
    "cháu bị ép lấy chồng",
    "cô bé gái bị ép cưới",
    "ép con gái 15 tuổi lấy chồng",
    "bé gái 13 tuổi lấy chồng",
    "nhà kia sắp gả con bé 14",
    "chồng nó đánh 2 mẹ con",
    "nhà bên bắt con bé 12 tuổi nghỉ học đi làm mướn",
    "thằng bé 11 tuổi phải đi phụ hồ cả ngày",
    "chủ quán bắt mấy đứa nhỏ rửa chén tới khuya không trả lương",
    "có đứa bị dụ qua Campuchia làm",
    "người ta rủ con bé ra nước ngoài làm việc nhẹ lương cao",
    "bố mẹ nó đi làm xa bỏ 3 đứa nhỏ ở nhà không ai nấu cơm cho ăn",
    "đứa nhỏ nhà bên gầy trơ xương không ai chăm",
    "mẹ nó bỏ đi để con ở nhà đói",
    "cha nó uống rượu rồi lấy cây đánh con",
    "ông nội hay vuốt ve con bé",
    "chú rể cứ rờ con bé",
    "con bé kể thầy hay ôm nó",
    "thầy dạy thêm bắt con bé ngồi lên đùi",
    "bạn con em nói muốn nhảy sông chết",
    "con em nhắn tin là không muốn sống nữa",
    "cháu nó uống thuốc rầy",
    "em học sinh rạch tay trong nhà vệ sinh",
    "thằng nhỏ rớt ao",
    "hai đứa nhỏ té xuống kênh",
    "con chị vừa rơi xuống giếng",
    "cháu bé ngã sông chưa vớt được",
    "gia đình bắt con gái 16 lấy chồng",
    "cha mẹ ép con bé bỏ học lấy chồng",
    "con em sợ cha lắm, ổng đánh hoài",
    "bà nội bắt cháu quỳ ngoài nắng",
    "cháu tôi bị bạn bè dọa đánh không dám đi học",
    "mẹ kế không cho nó ăn cơm",
    "có người đòi mua con của hàng xóm",
    "họ bán đứa con mới sinh",
    "bé 6 tuổi bị xích ở gốc cây",
    "em bị anh họ làm bậy",
    "anh họ hay chui vô phòng con bé ban đêm",
    "con bé 13 tuổi có bầu",
    "chồng đánh vợ con",
    "ba đánh con gãy tay",
    "thằng cha dượng nó đánh nó",
    "thầy giáo tát học sinh",
    "nó đòi uống thuốc chết",
    "họ sắp cưới chồng cho con bé 14 tuổi",
    "bắt bé 10 tuổi bán vé số tới khuya",
    "con bé nhà bên bị cha đánh bầm mắt",
    "con nhỏ nhà bên mới 15 mà nhà bắt lấy chồng",
    "người ta dắt con bé đi bán qua biên giới",
    "con em bị mất tích 2 ngày nay",
    "mẹ bán con cho người khác",
    "bà chủ đánh con bé giúp việc",
    "thằng nhỏ phụ quán bị chủ đánh",
    "cháu ngoại tôi bị ba nó bỏ đói",
    "bé bị bỏ trong nhà khóa cửa cả ngày",
    "thằng bạn con em chụp hình nó tắm rồi dọa đăng lên",
    "con bé lớp 8 bị nhóm bạn lột áo quay clip",
    "con gái tôi nói không muốn sống",
    "học sinh của tôi nhắn muốn chết",
    "bé uống nhầm thuốc trừ sâu",
    "cháu tôi đuối nước gọi ai",
    "thằng cu nhà tôi hóc xương",
    "bé rớt xuống hồ bơi",
    "con em lọt xuống mương",
    "cháu bị điện giật",
    "em bé sốt co giật",
    "con bé bị chú hàng xóm ôm hôn",
    "ông thầy nhắn tin rủ con bé đi chơi riêng",
    "chồng em đánh con hoài",
    "vợ chồng nó đánh con suốt ngày",
    "ba con đánh mẹ rồi đánh con",
    "con sợ quá cứu con",
    "tui muốn chết",
    "em muốn tự tử",
    "bé bị bỏ rơi trước cửa chùa",
    "nó bị bắt đi ăn xin ngoài chợ",
    "bố nó đánh nó chảy máu",
    "hàng xóm đánh con như đánh kẻ thù",
    "my neighbour is forcing his daughter to marry",
    "they will marry off a 14 year old girl",
    "a boy of 10 works all day carrying bricks",
    "she is 13 and has to work in a bar",
    "a kid fell in the canal",
    "the baby is left alone hungry",
    "a girl wants to jump off a bridge",
    "someone took a child to Cambodia",
    "my uncle makes me sit on his lap",
    "a boy swallowed pesticide",
    "a girl is being beaten",
    "the stepmother does not give her food",
]

# Children's ages, school and papers beside words that elsewhere tell of harm.
OF_CHILDREN_WITHOUT_HARM = [
    "số vụ tảo hôn",
    "kế hoạch nói gì về ép kết hôn",
    "tân khai làm gì để trẻ không bị ép lấy chồng",
    "phòng chống ép kết hôn trẻ em",
    "mấy tuổi thì được lấy chồng",
    "tảo hôn là lấy chồng sớm hả",
    "trẻ em gái lấy chồng trước 18 tuổi ở đồng tháp bao nhiêu",
    "con gái 18 tuổi lấy chồng",
    "tỷ lệ trẻ bỏ học đi làm",
    "tân khai có chỉ tiêu về trẻ em lao động không",
    "trẻ 5 tuổi đi học mẫu giáo",
    "cháu 6 tuổi chưa đi làm khai sinh",
    "em đi làm giấy khai sinh cho cháu 2 tuổi",
    "bé 3 tuổi đi tiêm chủng",
    "giáo dục bơi cho trẻ",
    "dạy bơi ở ao",
    "rào ao hồ",
    "trẻ em nghỉ học đi làm ai phụ trách",
    "chị đi làm về rồi nhập số cho cháu",
    "giam sat tre em lao dong",
    "vi sao tre bo hoc lay chong som",
    "the nao la tre em lao dong",
    "bé 5 tuổi 20/21",
    "con em học lớp 7 đi làm bài kiểm tra",
    "khai sinh 14 tháng này em đi làm rồi",
    "khi nao bat dau lam bao cao",
    "bat dau tu chau 5 tuoi di lam khai sinh",
    "who makes sure every child marries late",
    "make the child indicator list",
    "which plan makes the child protection budget",
    "tan khai dat bao nhieu",
    "bé 5 tuổi đi bán trú",
    "how many children fell in the statistics",
]

# Told beside a question about plans: the child comes first.
TOLD_BESIDE_A_QUESTION = [
    "tan khai chưa nộp báo cáo, cháu bị bố đánh đập",
    "tan khai tiêm chủng 2025, cháu bị bố đánh đập",
    "bé 5 tuổi bị xâm hại, hạn báo cáo là khi nào",
    "cháu bị bố đánh đập, ai phụ trách báo cáo",
    "chau toi bi bo danh dap, chi tieu 9 ai phu trach",
    "con em bị bạn đánh ở trường, tân khai có ai lo không",
    "cháu bị xâm hại",
    "trẻ sơ sinh bị vứt ở thùng rác",
    "cháu 13 tuổi sắp bị gả chồng",
    "cháu bé đang nguy kịch",
    "bé nhà kế bên bị bỏ một mình không ai cho ăn mấy ngày nay",
    "em bị lạm dụng ạ",
    "co giao danh hoc sinh",
    "thay giao danh hoc tro o tan khai",
    "hoc sinh danh nhau",
    "me bo con",
    "teacher hits pupils",
    "a man is sending naked pictures to a girl in my quarter, whom to call",
]

ABOUT_PLANS = [
    "an lão giảm trẻ thấp còi xuống còn bao nhiêu phần trăm",
    "tân khai ai dòm ngó chuyện con nít bị làm hại",
    "đồng tháp 2030 trẻ bị ép lấy chồng còn mấy phần trăm",
    "hoằng đức bao nhiêu em bị ức hiếp được phép 2025",
    "How many kids may still be married off in Hoang Duc?",
    "How many children may be ill-treated in Tan Khai by 2025?",
    "tan khai bao nhiêu cháu bị xâm hại",
    "cháu bị xâm hại 2025 tan khai",
    "trẻ bị xâm hại, tân khai 2025 bao nhiêu",
    "khi cháu bị xâm hại thì ai chịu trách nhiệm tân khai",
    "hỗ trợ cháu bị xâm hại tân khai do ai làm",
    "chỉ tiêu trẻ bị mua bán",
    "tỷ lệ trẻ bị bạo lực học đường tân khai 2025",
    "minh tâm có nói gì về bắt nạt học đường không",
    "an lão công an làm gì về trẻ mất tích",
    "đồng tháp mục tiêu về trẻ em bị bắt cóc",
    "hoằng đức chỉ tiêu nào về trẻ bị bỏ rơi",
    "trẻ em bị khuyết tật đánh giá thế nào",
    "tân khai trẻ bị xâm hại có giảm không",
    "which plan mentions trafficked children",
    "target for bullied children in Dong Thap",
    "which year is missing for indicator 13",
    "trẻ bị đánh thì ai giúp theo kế hoạch",
    "bao nhiêu trẻ bị xâm hại được can thiệp",
    "trẻ bị xâm hại thì cơ quan nào cứu giúp",
    "bị xâm hại 2025",
    "bị bạo lực ai phụ trách",
    "bao nhiêu trẻ bị bắt nạt mà không ai giúp",
    "không ai giúp tra chỉ tiêu trẻ bị xâm hại",
    "sao không ai giúp mình lập báo cáo trẻ bị xâm hại",
    "phát hiện trẻ bị xâm hại ai phụ trách",
    "phát hiện sớm trẻ bị xâm hại",
    "who helps abused children under the plan",
    "which agency helps abused children",
    "does the plan help abused children",
    "nobody is in charge of abused children?",
    "nobody helps us find the target for abused children",
    "hồ sơ bị đánh giá thế nào",
    "bị đánh số sai không ai giúp",
    "dạy bơi và sơ cứu",
    "nghiên cứu về trẻ em",
    "cứu hộ đuối nước",
    "còn mấy ngày nữa là hết hạn nộp báo cáo",
]

EMERGENCIES = [
    "trẻ bị đuối nước gọi ai",
    "trẻ đang chết đuối",
    "con tôi bị bỏng nặng làm sao",
    "bé bị điện giật gọi số nào",
    "cháu bị tai nạn giao thông gọi ai",
    "bé nuốt dị vật ngạt thở",
    "con tôi bất tỉnh",
    "trường tôi có em bị ngất gọi ai",
    "ấp tôi có một bé bị đuối nước",
    "học sinh của tôi bị điện giật ở đây làm sao",
    "chồng tôi chở bé bị tai nạn gọi ai",
    # it is over, or somebody cries for help: "cứu" tells of no other harm
    "hôm qua có cháu đuối nước, cứu được rồi",
    "hôm qua có cháu đuối nước, cứu được rồi. Theo kế hoạch Tân Khai, Công an làm gì?",
    "cứu với con tôi bị đuối nước",
    "hôm qua cháu bị té ao, vớt lên được rồi",
    "cháu nhà tôi bị xe tông",
    "a child is drowning who do I call",
    "my son is choking",
]

ABOUT_ACCIDENTS = [
    "đuối nước",
    "trẻ em bị đuối nước",
    "đuối nước tân khai 2025",
    "đuối nước ai phụ trách",
    "phòng chống đuối nước cần làm gì",
    "làm sao giảm tai nạn giao thông ở trẻ em",
    "ấp tôi tháng 9 có 2 cháu bị tai nạn giao thông",
    "trẻ bị tai nạn thương tích thì trạm y tế làm gì",
    "chỉ tiêu trẻ bị tai nạn thương tích 2025",
]


def with_and_without_marks(texts: list[str]) -> list[str]:
    return list(dict.fromkeys([*texts, *map(fold, texts)]))


@pytest.mark.parametrize("text", with_and_without_marks(NO_HARM))
@pytest.mark.parametrize("home", [None, "tan-khai"])
def test_a_report_that_there_was_none_brings_no_line(library: Library, text: str, home: str | None) -> None:
    assert library.answer(text, today=TODAY, home=home).kind != "safety"


@pytest.mark.parametrize("text", HARM)
@pytest.mark.parametrize("home", [None, "tan-khai"])
def test_a_child_in_danger_brings_line_111_first(library: Library, text: str, home: str | None) -> None:
    reply = library.answer(text, today=TODAY, home=home)
    assert reply.kind == "safety"
    assert "111" in plain_text(reply.text).splitlines()[0]


@pytest.mark.parametrize(
    "text", ["đánh giá giữa kỳ", "so sánh hai nơi", "bị nhầm, danh sách của cô", "ai bị đánh số sai"]
)
def test_what_only_looks_like_a_deed_is_none(text: str) -> None:
    for typed in with_and_without_marks([text]):
        assert told_harm(tokenize(typed, set())) == []


@pytest.mark.parametrize("text", with_and_without_marks(HARM))
def test_a_child_in_danger_is_no_denial(reader: Reader, text: str) -> None:
    assert not tells_of_none(reader.read(text, today=TODAY), SIGNS_OF_HARM)


@pytest.mark.parametrize("text", with_and_without_marks(EMERGENCIES))
def test_a_child_drowning_or_hurt_brings_the_ambulance_first_and_line_111(library: Library, text: str) -> None:
    reply = library.answer(text, today=TODAY)
    shown = plain_text(reply.text)
    assert reply.kind == "safety"
    assert "115" in shown.splitlines()[0]
    assert "111" in shown
    assert library.may_tell_of_danger(text)


@pytest.mark.parametrize("text", ABOUT_ACCIDENTS)
def test_what_plans_say_of_accidents_is_no_emergency(library: Library, text: str) -> None:
    assert library.answer(text, today=TODAY).kind != "safety"


def test_of_an_emergency_no_word_is_left_behind(library: Library) -> None:
    assert library.answer("con tôi bất tỉnh", today=TODAY).frame == Frame(query="1:safety x=emergency", language="vi")


@pytest.mark.parametrize("text", ["đường dây nóng báo trẻ bị xâm hại số mấy", "gọi số nào báo trẻ bị bạo hành"])
def test_who_asks_for_the_number_to_call_gets_it(library: Library, text: str) -> None:
    assert library.answer(text, today=TODAY, home="tan-khai").kind == "safety"


@pytest.mark.parametrize(
    "text",
    [
        *("giải pháp phòng ngừa trẻ bị bắt cóc", "chính sách hỗ trợ trẻ bị bỏ rơi", "tình hình trẻ bị bắt cóc"),
        *("biện pháp ngăn chặn trẻ em bị bỏ rơi", "prevention of suicide among children"),
    ],
)
def test_what_is_done_about_harm_in_general_is_no_cry_but_the_line_stands_where_it_is_not_understood(
    library: Library, text: str
) -> None:
    reply = library.answer(text, today=TODAY, home="tan-khai")
    assert reply.kind not in ("safety", "out_of_scope")
    assert ("111" in reply.text) == (reply.kind == "clarify")


def test_danger_comes_first_whatever_else_is_asked(library: Library) -> None:
    reply = library.answer("Tân Khai tiêm chủng 2025? Có bé bị thầy sờ vào người, phải làm gì?", today=TODAY)
    assert reply.kind == "safety"
    assert "111" in reply.text.splitlines()[0]


FOUND_ALONE = [
    "alo tôi thấy một em bé đi lạc đang khóc ngoài đường quốc lộ giờ gọi cho ai",
    "có cháu bé đứng khóc một mình giữa đường",
    "một bé trai khoảng 3 tuổi không ai trông đang lang thang ngoài đường",
    "thấy đứa trẻ sơ sinh bị bỏ rơi ngoài chợ",
    "có em bé bị bỏ trước cổng chùa",
    "có đứa trẻ lang thang ban đêm không có người lớn đi cùng",
    "con tôi đi lạc từ sáng tới giờ",
    "hàng xóm bỏ con ở nhà một mình cả ngày",
    "a little girl is alone at night on the street",
    "I found a lost child crying on the road",
    "there's a kid here who lost his parents",
    "someone left a newborn at the gate",
]

ABOUT_CHILDREN_ALONE = [
    "chỉ tiêu trẻ lang thang",
    "Tân Khai có chỉ tiêu về trẻ lang thang ban đêm không",
    "đồng tháp làm gì với trẻ em lang thang",
    "đồng tháp trẻ bị bỏ rơi bao nhiêu phần trăm",
    "Tân Khai có quy định trẻ đi một mình ngoài đường không",
    "câu lạc bộ trẻ em ở công viên Tân Khai",
    "tổ chức trung thu cho trẻ em ở công viên ban đêm",
    "how many street children in An Lao plan",
]


@pytest.mark.parametrize(
    "text", with_and_without_marks([*CRIES, *TOLD_WITH_WORDS_BETWEEN, *TOLD_BESIDE_A_QUESTION, *FOUND_ALONE])
)
def test_harm_is_seen_alone_and_in_another_talk(library: Library, text: str) -> None:
    before = library.answer("chỉ tiêu 9 của Tân Khai năm 2025?", today=TODAY)
    for reply in (library.answer(text, today=TODAY), library.answer(text, today=TODAY, frame=before.frame)):
        assert reply.kind == "safety"
        assert "111" in plain_text(reply.text).splitlines()[0]
    assert library.may_tell_of_danger(text)


@pytest.mark.parametrize("text", with_and_without_marks(TOLD_BY_NEIGHBOURS))
@pytest.mark.parametrize("home", [None, "tan-khai"])
def test_what_neighbours_tell_of_a_child_brings_the_line(library: Library, text: str, home: str | None) -> None:
    reply = library.answer(text, today=TODAY, home=home)
    assert reply.kind == "safety"
    assert "111" in plain_text(reply.text)
    assert library.may_tell_of_danger(text)


@pytest.mark.parametrize(
    "text", with_and_without_marks([*ABOUT_PLANS, *ABOUT_CHILDREN_ALONE, *OF_CHILDREN_WITHOUT_HARM])
)
def test_what_plans_say_of_harm_is_no_child_in_danger(library: Library, text: str) -> None:
    assert library.answer(text, today=TODAY).kind != "safety"


# A year behind "sinh", or right behind one child, is when it was born: nobody asks for the figures of that year.
BORN_THEN = [
    "bé sinh năm 2019 bị bố đánh",
    "bé sinh 2019 bị bố đánh",
    "bé 2019 bị đánh",
    "trẻ sinh năm 2019 bị xâm hại",
    "cháu sinh năm 2015 bị xâm hại",
    "cháu gái 2k13 bị xâm hại",
    "bé sn 2018 bị mẹ nhốt",
    "cháu sinh tháng 3 năm 2017 bị cha dượng đánh",
    "cháu Nguyễn Văn An sinh 2019 bị bố đánh",
    "tân khai: cháu sinh năm 2016 bị xâm hại",
    "boy, 2016, hit by stepfather",
    "girl born in 2014 beaten by her father",
    "my student, born 2012, was raped",
]

EXPECTING = [
    "cháu 12 tuổi mang thai",
    "cháu mới 13 mà có thai",
    "bé gái lớp 5 có thai",
    "nữ sinh mang thai",
    "học sinh lớp 8 đang mang bầu",
    "cháu sinh năm 2012 có thai 3 tháng",
    "a 13 year old girl is pregnant",
    "pregnant pupil in my village",
]

ASKED_OF_A_YEAR = [
    "tỷ lệ trẻ bị xâm hại 2025",
    "cháu bị xâm hại 2025",
    "tân khai cháu bị xâm hại năm 2025",
    "trẻ em 2025 bị xâm hại dưới mấy %",
    "trẻ sinh năm 2025 đăng ký khai sinh",
    "tỷ lệ trẻ vị thành niên mang thai",
    "trẻ sinh năm 2019 bị xâm hại bao nhiêu",
    "tập huấn cho học sinh phòng tránh mang thai",
    "phụ nữ mang thai được khám không",
    "vợ cháu mang thai được hỗ trợ gì",
    "mang thai hộ ở an lão ai lo",
    "con 2030 thì xâm hại bao nhiêu",
    "lây truyền HIV từ mẹ mang thai sang con",
    "pregnant women and HIV target 2030",
]


@pytest.mark.parametrize("text", with_and_without_marks([*BORN_THEN, *EXPECTING]))
def test_a_child_with_an_age_or_a_year_of_birth_gets_help_first(library: Library, text: str) -> None:
    reply = library.answer(text, today=TODAY)
    assert reply.kind == "safety"
    assert "111" in plain_text(reply.text).splitlines()[0]
    assert library.may_tell_of_danger(text)


@pytest.mark.parametrize("text", with_and_without_marks(ASKED_OF_A_YEAR))
def test_a_year_asked_about_is_no_year_of_birth(library: Library, text: str) -> None:
    assert library.answer(text, today=TODAY).kind != "safety"


@pytest.mark.parametrize(
    "text",
    ["bé 5 tuổi bị đuối nước", "be 5t duoi nuoc", "em bé uống nhầm thuốc", "trẻ em bị xâm hại thì làm gì"],
)
def test_one_child_told_by_its_age_or_by_what_to_do_is_in_danger(library: Library, text: str) -> None:
    assert library.answer(text, today=dt.date(2025, 10, 12)).kind == "safety"


@pytest.mark.parametrize(
    "text",
    ["tỷ lệ trẻ 5 tuổi bị đuối nước", "trẻ đuối nước", "phòng chống đuối nước cho trẻ em", "trạm y tế thì làm gì"],
)
def test_children_in_general_are_not(library: Library, text: str) -> None:
    assert library.answer(text, today=dt.date(2025, 10, 12)).kind != "safety"


@pytest.mark.parametrize("cry", ["cháu bị bố đánh", "con tôi bị đuối nước gọi ai"])
@pytest.mark.parametrize(
    "text",
    [
        *("rồi", "dạ rồi", "cảm ơn", "ok", "vâng", "dạ em gọi rồi", "gọi 111 rồi", "em sẽ gọi", "báo công an rồi"),
        *("cảm ơn bạn", "dạ vâng ạ", "ok cảm ơn bạn nhé", "hiểu rồi"),
    ],
)
def test_who_says_after_a_cry_that_it_was_heard_is_told_to_call(library: Library, cry: str, text: str) -> None:
    before = library.answer(cry, today=TODAY)
    for typed in with_and_without_marks([text]):
        reply = library.answer(typed, today=TODAY, frame=before.frame)
        assert plain_text(reply.text) == "Vâng. Có gì bạn gọi ngay 111 hoặc 115 nhé."
        after = library.answer("giờ làm sao", today=TODAY, frame=reply.frame)
        assert after.kind == "safety"


@pytest.mark.parametrize("text", ["thanks", "ok", "i have called them", "thank you"])
def test_the_same_in_english(library: Library, text: str) -> None:
    before = library.answer("a girl is being beaten", today=TODAY)
    reply = library.answer(text, today=TODAY, frame=before.frame)
    assert plain_text(reply.text) == "All right. Whatever happens, call 111 or 115 at once."


def test_thanks_for_anything_else_are_answered_as_ever(library: Library) -> None:
    assert library.answer("cảm ơn", today=TODAY).query == "1:thanks"
