"""From an invitation to a role, over HTTP."""

import re

from tests.end_to_end.people import Demo, Person


async def test_a_stranger_joins_and_is_forgotten_again(demo: Demo, stranger: Person) -> None:
    staff = demo.person("staff")
    link = (await staff.says("/moi cộng tác viên Khu phố 7")).text
    (token,) = re.findall(r"https://t\.me/\w+\?start=([\w-]+)", link)
    asked = await stranger.says(f"/start {token}")
    assert asked.buttons == ("Tham gia", "Không")
    assert "cộng tác viên · Khu phố 7 · Tân Khai" in asked.text
    joined = await stranger.presses("Tham gia", asked)
    assert "tiêm chủng 45/47" in joined.text
    assert "Khu phố 7: Khách" in (await staff.says("/nguoidung")).text
    await stranger.presses("Xóa hết", await stranger.says("/xoa_du_lieu"))
    assert "Khu phố 7: chưa có ai" in (await staff.says("/nguoidung")).text


async def test_the_people_of_the_demonstration_have_their_roles(demo: Demo) -> None:
    told = {key: (await demo.person(key).says("/toi")).text for key in ("collaborator", "collaborator-2", "staff")}
    assert "cộng tác viên · Khu phố 3 · Tân Khai" in told["collaborator"]
    assert "cộng tác viên · Khu phố 5 · Tân Khai" in told["collaborator-2"]
    assert "cán bộ tổng hợp · Tân Khai" in told["staff"]
    assert "13 thôn, khu phố</b> (dữ liệu minh họa)" in (await demo.person("staff").says("/thon")).html
