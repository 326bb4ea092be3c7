"""Sentences that the site must say word for word wherever what they speak of is shown."""

PROGRAMME = {
    "vi": "Chương trình minh họa do trang này soạn từ các chủ đề báo chí đưa tin. Không phải chương trình chính thức của hội thảo ngày "
    "22 tháng 10 năm 2025; giờ, phòng và nội dung từng phiên chưa được các cơ quan đồng chủ trì xác nhận.",
    "en": "Illustrative programme, written by this site from the themes reported in the press. It is not the official programme of the "
    "seminar of 22 October 2025; times, rooms and sessions have not been confirmed by the co-hosts.",
}
EXHIBITION = {
    "vi": "Tác phẩm do trang này sáng tác năm 2026 từ số liệu báo chí đăng; không phải tác phẩm đã trưng bày tại Hà Nội.",
    "en": "An original work made by this site in 2026 from figures printed in a news report; it was not shown in Hanoi.",
}
STARTER = {
    "vi": "Tổng hợp từ nguồn công khai; chưa được cơ quan của quốc gia này xác nhận.",
    "en": "Compiled from public sources; not yet confirmed by the country’s own institutions.",
}
