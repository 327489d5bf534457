"""Words of made plans, a pack a language: for `bench/made_plans.py` alone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Pack:
    """What a planner of one language writes."""

    title: str
    dims: list[str]
    measures: list[str]
    """In pairs: an amount that adds up, then a rate that does not."""
    total: list[str]
    subtotal: list[str]
    brief: list[str]
    notes: list[str]
    waterfall: list[str]
    names: list[str]
    months: list[str]
    units: list[str]


def _cut(text: str) -> list[str]:
    return [part.strip() for part in text.split("|")]


def _pack(*texts: str) -> Pack:
    title, *rest = texts
    return Pack(title, *map(_cut, rest))


PACKS = {
    "en": _pack(
        "Media plan 2026",
        "Channel|Publisher|Placement|Format|Targeting|Market|Buying model|Audience|Device|Ad size|Objective|Line item",
        "Net cost|CPM|Impressions|CTR|Clicks|CPC|Gross budget|Discount %|Views|VTR|GRPs|CPP|Spots|Rate|Reach|Frequency",
        "Total|TOTAL|Grand Total|Totals|Total Digital|Media total|Total cost|Total TV",
        "Subtotal|Sub-total|Subtotal Social|SUBTOTAL|Total Search|Total Video",
        "Client|Campaign|Period|Currency|Market|Target audience|Date|Agency|Version|Budget|Prepared by",
        "Prices exclude VAT.|Note: estimates are subject to change and depend on the final creatives.|* Minimum spend applies per market|All figures are estimates based on historical delivery|1) Availability must be confirmed 14 days before launch.|Source: publisher data, Q4|Terms: cancellation 30 days before start|Rates valid until the end of the quarter",
        "Agency fee 5%|VAT 20%|Discount|Net total|Total incl. VAT|Commission|Grand total|To pay|Total excl. VAT|Service fee",
        "Meta|Google Search|YouTube|TikTok|Programmatic|OOH|Radio|Print|Linear TV|LinkedIn|Brand|Prospecting|Retargeting|Summer launch|Display|Video 15s|In-feed|Billboard|News site|A25-54|Women 18-44|CPM|CPC|UK|Germany|Mobile|Desktop",
        "January|February|March|April|May|June|July|August|September|October|November|December",
        "USD|EUR|%|#|000s|days|pcs|net|gross",
    ),
    "ru": _pack(
        "Медиаплан",
        "Площадка|Формат|Таргетинг|Гео|Модель закупки|Раздел|Единица закупки|Устройство|Сайт|Размещение|Тип",
        "Стоимость, руб.|CPM|Показы|CTR|Клики|CPC|Бюджет без НДС|Скидка, %|Просмотры|VTR|Количество|Цена за ед.|Охват|Частота|Сумма|Наценка",
        "Итого|ИТОГО|Всего|Итого по медиаплану|Общий итог|Итого:|Всего без НДС",
        "Итого по площадке|Промежуточный итог|Подытог|Итого Яндекс|Всего контекст",
        "Клиент|Заказчик|Кампания|Период|Валюта|Регион|Бюджет|Дата|Агентство|Бренд|Исполнитель:",
        "Цены указаны без учета НДС.|Примечание: прогноз носит оценочный характер и не является гарантией.|* Прогнозные показатели|Условия: оплата в течение 30 дней|Бронирование подтверждается за 10 дней до старта кампании|1. Материалы предоставляются за 5 рабочих дней",
        "НДС 20%|Скидка|АК 10%|Агентская комиссия|Итого с НДС|К оплате|Сезонная наценка|Итого без НДС|Всего с учетом АК и НДС",
        "Яндекс Директ|VK Реклама|Telegram Ads|МТС|Баннер|Видео|Россия|Москва|СРМ|СРС|Наружная реклама|Радио|Спец проект|Ретаргетинг|Бренд|Мобильные|Пакет|Нативная реклама|M 25-45|Preroll",
        "Январь|Февраль|Март|Апрель|Май|Июнь|Июль|Август|Сентябрь|Октябрь|Ноябрь|Декабрь",
        "руб.|тыс. руб.|%|шт.|без НДС|тыс.|дней",
    ),
    "de": _pack(
        "Mediaplan",
        "Kanal|Werbeträger|Platzierung|Format|Zielgruppe|Region|Buchungsart|Laufzeit|Werbemittel|Gerät",
        "Netto-Kosten|TKP|Ad Impressions|CTR|Klicks|CPC|Brutto|Rabatt|Views|VTR|Anzahl|Preis|Reichweite|Kontakte/NRW",
        "Gesamt|Summe|Gesamtsumme|Total|Summe gesamt|Insgesamt",
        "Zwischensumme|Summe Online|Zwischensumme Video|Teilsumme",
        "Kunde|Kampagne|Zeitraum|Währung|Markt|Zielgruppe|Stand|Agentur|Budget",
        "Alle Preise zzgl. MwSt.|Hinweis: Die Leistungswerte sind Schätzungen und nicht garantiert.|Stand: Verfügbarkeit vorbehalten|* inklusive Targeting-Aufschlag|Quelle: agof daily digital facts",
        "MwSt. 19%|Agenturprovision|Rabatt|Gesamt brutto|Nettosumme|Summe inkl. MwSt.|AE 15%",
        "Spiegel Online|Facebook|Instagram|YouTube|Billboard|Halfpage|DOOH|Radio|Print|Suche|Marke|Retargeting|Bundesweit|Mobile|Desktop|E 14-49|TKP|Native",
        "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember",
        "EUR|€|%|Tsd.|Stk.|netto|Tage",
    ),
    "es": _pack(
        "Plan de medios",
        "Medio|Soporte|Formato|Ubicación|Segmentación|Mercado|Objetivo|Tipo de compra|Plataforma|Campaña|Ciudad",
        "Inversión neta|CPM|Impresiones|CTR|Clics|CPC|Inversión bruta|Descuento|Reproducciones|VTR|Inserciones|Tarifa|Alcance|Frecuencia|Spots|Costo unitario",
        "Total|TOTAL|Total general|Suma total|Totales|Inversión total|TOTAL CAMPAÑA",
        "Subtotal|SUBTOTAL Digital|Sub Total|Total Meta|Subtotal TV",
        "Cliente|Campaña|Periodo|Moneda|País|Público objetivo|Fecha|Agencia|Presupuesto|Marca",
        "Precios sin IVA.|Nota: las estimaciones son referenciales y pueden variar según la disponibilidad.|* Sujeto a disponibilidad|Observaciones: materiales 5 días antes|Condiciones de pago: 30 días",
        "IVA 21%|Comisión de agencia|Descuento|Total con IVA|Total neto|Honorarios|Total a pagar",
        "Meta Ads|Google Ads|YouTube|TikTok|Radio|Prensa|Vía pública|TV abierta|Display|Video|Búsqueda|Remarketing|Nacional|Chile|México|Mujeres 25-45|Mobile|Branding|Conversión",
        "Enero|Febrero|Marzo|Abril|Mayo|Junio|Julio|Agosto|Septiembre|Octubre|Noviembre|Diciembre",
        "USD|€|%|miles|unid.|neto|días",
    ),
    "fr": _pack(
        "Plan média",
        "Média|Support|Emplacement|Format|Ciblage|Zone|Mode d'achat|Régie|Cible|Campagne",
        "Budget net|CPM|Impressions|Taux de clic|Clics|CPC|Budget brut|Remise|Vues|VTR|Insertions|Tarif|Couverture|Répétition",
        "Total|TOTAL|Total général|Ensemble|Totaux|Total campagne",
        "Sous-total|Sous-total Digital|Sous total TV|Total Social",
        "Client|Campagne|Période|Devise|Marché|Cible|Date|Agence|Budget|Annonceur",
        "Prix hors taxes.|Remarque : les estimations sont données à titre indicatif et non garanties.|* Sous réserve de disponibilité|Source : Médiamétrie",
        "TVA 20%|Honoraires agence|Remise|Total TTC|Total HT|Frais techniques|Net à payer",
        "Facebook|Google|YouTube|TF1|NRJ|Le Monde|Affichage|Display|Vidéo|Search|Retargeting|France|Mobile|F25-49|Notoriété|Native",
        "Janvier|Février|Mars|Avril|Mai|Juin|Juillet|Août|Septembre|Octobre|Novembre|Décembre",
        "EUR|€|%|k€|HT|net|jours",
    ),
    "pt": _pack(
        "Plano de mídia",
        "Meio|Veículo|Formato|Praça|Segmentação|Canal|Objetivo|Tipo de compra|Plataforma|Público",
        "Investimento|CPM|Impressões|CTR|Cliques|CPC|Valor bruto|Desconto|Visualizações|VTR|Inserções|Preço|Alcance|Frequência",
        "Total|TOTAL|Total geral|Soma|Totais",
        "Subtotal|Subtotal Digital|Sub-total|Total Meta",
        "Cliente|Campanha|Período|Moeda|Mercado|Público|Data|Agência|Verba",
        "Valores sem impostos.|Obs.: estimativas sujeitas a alteração conforme disponibilidade dos veículos.|* Sujeito a aprovação",
        "Impostos|Comissão|Desconto|Total líquido|Total com impostos|Honorários",
        "Meta|Google|YouTube|Globo|Rádio|OOH|Display|Vídeo|Busca|Remarketing|Brasil|São Paulo|AB 25+|Mobile",
        "Janeiro|Fevereiro|Março|Abril|Maio|Junho|Julho|Agosto|Setembro|Outubro|Novembro|Dezembro",
        "R$|%|mil|unid.|líquido",
    ),
    "it": _pack(
        "Piano media",
        "Mezzo|Concessionaria|Formato|Posizionamento|Target|Canale|Area|Modello di acquisto|Piattaforma",
        "Costo netto|CPM|Impression|CTR|Click|CPC|Costo lordo|Sconto|Visualizzazioni|VTR|Uscite|Tariffa|Copertura|Frequenza",
        "Totale|TOTALE|Totale generale|Totale complessivo",
        "Subtotale|Totale parziale|Subtotale Digital|Sub-totale TV",
        "Cliente|Campagna|Periodo|Valuta|Mercato|Target|Data|Agenzia|Budget",
        "Prezzi IVA esclusa.|Nota: le stime sono indicative e soggette a disponibilità.|* Minimo d'ordine",
        "IVA 22%|Commissione agenzia|Sconto|Totale netto|Totale IVA inclusa",
        "Meta|Google|YouTube|Rai|Radio|Affissione|Display|Video|Search|Retargeting|Italia|Milano|Adulti 25-54|Mobile",
        "Gennaio|Febbraio|Marzo|Aprile|Maggio|Giugno|Luglio|Agosto|Settembre|Ottobre|Novembre|Dicembre",
        "EUR|€|%|n.|netto",
    ),
    "tr": _pack(
        "Medya planı",
        "Mecra|Yayıncı|Format|Hedefleme|Bölge|Satın alma modeli|Kanal|Hedef kitle",
        "Net maliyet|CPM|Gösterim|CTR|Tıklama|CPC|Brüt bütçe|İndirim|İzlenme|VTR|Adet|Birim fiyat|Erişim|Frekans",
        "Toplam|TOPLAM|Genel Toplam|Yekün",
        "Ara toplam|Ara Toplam Dijital|Alt toplam",
        "Müşteri|Kampanya|Dönem|Para birimi|Pazar|Hedef kitle|Tarih|Ajans|Bütçe",
        "Fiyatlara KDV dahil değildir.|Not: tahminler bilgilendirme amaçlıdır ve garanti edilmez.|* Minimum bütçe uygulanır",
        "KDV %20|Ajans komisyonu|İndirim|Genel toplam|KDV dahil toplam",
        "Meta|Google|YouTube|Hürriyet|Radyo|Açıkhava|Display|Video|Arama|Türkiye|İstanbul|25-44 AB|Mobil",
        "Ocak|Şubat|Mart|Nisan|Mayıs|Haziran|Temmuz|Ağustos|Eylül|Ekim|Kasım|Aralık",
        "TL|₺|%|adet|net",
    ),
    "pl": _pack(
        "Media plan",
        "Kanał|Wydawca|Format|Targetowanie|Region|Model zakupu|Nośnik|Grupa celowa",
        "Koszt netto|CPM|Odsłony|CTR|Kliknięcia|CPC|Budżet brutto|Rabat|Wyświetlenia|VTR|Ilość|Cena|Zasięg|Częstotliwość",
        "Razem|RAZEM|Suma|Łącznie|Ogółem",
        "Suma częściowa|Razem Digital|Suma pośrednia|Razem TV",
        "Klient|Kampania|Okres|Waluta|Rynek|Grupa celowa|Data|Agencja|Budżet",
        "Ceny netto, bez VAT.|Uwaga: estymacje mają charakter orientacyjny i nie są gwarantowane.|* Minimalny budżet",
        "VAT 23%|Prowizja agencji|Rabat|Razem brutto|Razem netto",
        "Meta|Google|YouTube|Onet|Radio|OOH|Display|Wideo|Search|Polska|Warszawa|K 25-44|Mobile",
        "Styczeń|Luty|Marzec|Kwiecień|Maj|Czerwiec|Lipiec|Sierpień|Wrzesień|Październik|Listopad|Grudzień",
        "PLN|zł|%|szt.|netto",
    ),
    "zh": _pack(
        "媒体排期表",
        "媒体|广告位|广告形式|定向|地域|购买方式|渠道|受众|平台|备注",
        "净价|CPM|曝光量|点击率|点击量|CPC|刊例总价|折扣|播放量|VTR|天数|单价|覆盖人数|频次",
        "合计|总计|共计|汇总|合计：",
        "小计|小计：|社交小计",
        "客户|项目|周期|币种|市场|目标人群|日期|代理|预算|品牌",
        "以上价格不含税。|备注：预估数据仅供参考，以实际投放为准。|* 需提前7个工作日预订|说明：排期以媒体确认为准",
        "税金6%|服务费|折扣|含税合计|净价合计|代理费",
        "微信|抖音|百度|腾讯视频|小红书|开屏|信息流|贴片15s|全国|上海|CPM|CPT|女性18-35|移动端|品牌专区",
        "一月|二月|三月|四月|五月|六月|七月|八月|九月|十月|十一月|十二月",
        "元|万元|%|千次|天|CPM",
    ),
    "ja": _pack(
        "メディアプラン",
        "媒体名|メニュー名|掲載面|フォーマット|ターゲティング|課金形態|デバイス|エリア|区分",
        "金額|CPM|想定imp|想定CTR|想定クリック数|CPC|定価|割引率|再生数|VTR|数量|単価|リーチ|フリークエンシー",
        "合計|総計|総額|合計（税別）",
        "小計|小計（動画）|中計",
        "クライアント|案件名|期間|広告主|ターゲット|日付|予算|商品",
        "※金額は税抜です。|備考：想定値であり、保証するものではございません。|※入稿は5営業日前まで|※掲載可否は媒体審査によります",
        "消費税10%|手数料|割引|合計（税込）|代理店手数料",
        "Yahoo!|LINE|YouTube|Meta|X|動画15秒|バナー|全国|東京|CPM課金|CPC課金|女性20-34|スマートフォン|記事広告",
        "1月|2月|3月|4月|5月|6月|7月|8月|9月|10月|11月|12月",
        "円|千円|%|回|税別",
    ),
    "ko": _pack(
        "미디어믹스",
        "매체명|상품명|지면|과금방식|타겟팅|카테고리|디바이스|형태|구분",
        "광고비|CPM|노출수|예상 CTR|클릭수|CPC|공시단가|할인율|조회수|VTR|수량|단가|도달|빈도",
        "합계|총계|총합|전체 합계",
        "소계|소계(영상)|디지털 소계",
        "광고주|캠페인|기간|타겟|예산|날짜|대행사|브랜드|총예산",
        "*VAT 별도|비고: 예상 수치이며 보장되지 않습니다.|※ 소재는 영업일 기준 5일 전까지 전달 필요|참고: 집행 금액은 변동될 수 있습니다",
        "부가세 10%|대행수수료|할인|총액(VAT 포함)|합계(VAT 별도)",
        "네이버|카카오|구글|메타|유튜브|배너|동영상|전국|서울|CPM|CPC|여성 20-39|모바일|브랜드검색",
        "1월|2월|3월|4월|5월|6월|7월|8월|9월|10월|11월|12월",
        "원|천원|%|회|VAT별도",
    ),
    "vi": _pack(
        "Kế hoạch truyền thông",
        "Kênh|Nền tảng|Định dạng|Vị trí|Đối tượng|Khu vực|Hình thức mua|Nhắm mục tiêu",
        "Chi phí|CPM|Lượt hiển thị|CTR|Lượt nhấp|CPC|Ngân sách|Chiết khấu|Lượt xem|VTR|Số lượng|Đơn giá|Tiếp cận|Tần suất",
        "Tổng|Tổng cộng|TỔNG CỘNG|Tổng chi phí",
        "Tổng phụ|Tổng Facebook|Cộng tổng Digital tổng phụ",
        "Khách hàng|Chiến dịch|Thời gian|Tiền tệ|Thị trường|Đối tượng|Ngày|Ngân sách",
        "Giá chưa bao gồm VAT.|Ghi chú: số liệu ước tính, không cam kết.|* Ngân sách tối thiểu áp dụng",
        "VAT 10%|Phí dịch vụ|Chiết khấu|Tổng sau VAT|Phí agency 8%",
        "Facebook|Google|YouTube|TikTok|Zalo|Báo|Banner|Video|Toàn quốc|TP.HCM|Nữ 18-34|CPM|Mobile",
        "Tháng 1|Tháng 2|Tháng 3|Tháng 4|Tháng 5|Tháng 6|Tháng 7|Tháng 8|Tháng 9|Tháng 10|Tháng 11|Tháng 12",
        "VND|%|lượt|ngày|nghìn",
    ),
    "ar": _pack(
        "خطة إعلامية",
        "القناة|المنصة|الشكل|الموقع|الاستهداف|السوق|الجمهور|النوع",
        "التكلفة|CPM|مرات الظهور|CTR|النقرات|CPC|الميزانية|الخصم|المشاهدات|VTR|الكمية|السعر|الوصول|التكرار",
        "الإجمالي|المجموع|المجموع الكلي|إجمالي",
        "المجموع الفرعي|المجموع الجزئي",
        "العميل|الحملة|الفترة|العملة|السوق|الجمهور المستهدف|التاريخ|الميزانية",
        "الأسعار لا تشمل ضريبة القيمة المضافة.|ملاحظة: الأرقام تقديرية وغير مضمونة.",
        "ضريبة 5%|عمولة الوكالة|خصم|الإجمالي مع الضريبة",
        "ميتا|جوجل|يوتيوب|سناب شات|تيك توك|فيديو|بانر|السعودية|الإمارات|نساء 18-34|CPM|الهاتف",
        "يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
        "درهم|AED|SAR|%|ألف",
    ),
}
