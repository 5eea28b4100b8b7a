namespace RobotFunctions.Simulator.References;

/// <summary>Text for generated references. English comes first and is the most frequent.</summary>
internal static class ReferenceVocabulary
{
    public static IReadOnlyList<string> Publishers { get; } =
        ["Invented University Press", "Meridian Open Science", "Kuzey Yayınevi", "Éditions du Fleuve", "東方学術出版"];

    public static IReadOnlyList<string> Topics { get; } =
    [
        "Climate Change Adaptation", "Heat and Health", "Renewable Energy Policy", "Urban Air Quality", "Food Security", "Coastal Flooding",
        "Carbon Pricing", "Public Transport", "Biodiversity Loss", "Vaccination Programmes", "School Attendance", "Mental Health Services",
        "Water Scarcity", "Forest Restoration", "Building Retrofit", "Early Warning Systems", "Maternal Health", "Digital Learning",
        "Soil Carbon", "Disaster Preparedness", "Household Energy Use", "Vector-borne Disease", "Cash Transfers", "Migration and Climate",
    ];

    public static IReadOnlyList<ReferenceLanguage> Languages { get; } =
    [
        new(
            ["Ada Marlowe", "James O’Connor", "Chidinma Okafor", "Maria Lindqvist", "Samuel Adeyemi", "Hannah Weiß", "Luís Pereira"],
            [
                "Heat waves and hospital admissions in mid-sized cities", "A randomised trial of school meals in rural districts",
                "Carbon pricing and household energy use", "Flood insurance after the storm", "Early warning systems on small islands",
                "What works to raise vaccination rates", "Retrofitting social housing: costs and comfort", "Community forests and local income",
            ],
            [
                "Background: extreme heat is a growing risk to public health, yet evidence on which measures protect older people remains scattered and uneven across regions.",
                "We searched twelve databases and screened 14,582 records; 63 studies met the inclusion criteria and were appraised for risk of bias by two reviewers.",
                "The intervention reduced admissions by 11 % (95 % CI 6–16 %), an effect that was larger in neighbourhoods with little green space.",
                "Households were assigned at random to receive either cash transfers, technical advice on insulation, or nothing beyond the usual information leaflet.",
                "Results were robust to alternative specifications, including region-by-year fixed effects and the exclusion of the capital city.",
                "Climate change adaptation requires institutions that can learn; our interviews with 48 officials show how rarely pilot projects are evaluated at all.",
                "Adoption of renewable energy rose fastest where grid connection was cheap, while carbon pricing alone changed little within the first three years.",
                "Attendance improved by 0.14 standard deviations, and the gains persisted two years after the programme had ended.",
                "Limitations include self-reported outcomes, attrition of 17 % in the control group, and the short period of observation.",
                "Conclusions: targeted subsidies combined with early warning reached those most at risk at a cost of about $38 per person and year.",
                "These findings matter for cities that plan with “business as usual” scenarios — and for the people who live in their warmest streets.",
                "Data and code are available from the authors; the protocol was registered before any outcome was examined.",
            ]),
        new(
            ["Zeynep Güngör", "Oğuz Şahin", "Ayşe Çelik"],
            ["Kuraklık ve tarımsal üretim", "Kentlerde ısı adası etkisi", "Yenilenebilir enerji yatırımlarının belirleyicileri"],
            [
                "Bu çalışmada, yarı kurak bölgelerde kuraklığın tarımsal üretim üzerindeki etkileri panel veri yöntemiyle incelenmiştir.",
                "Bulgular, küçük ölçekli çiftçilerin iklim değişikliğine uyum kapasitesinin sınırlı olduğunu göstermektedir.",
                "Sonuç olarak, sulama altyapısına yapılan yatırımların uzun dönemde geliri artırdığı görülmüştür.",
            ]),
        new(
            ["Наталья Соколова", "Игорь Мельник", "Олена Шевченко"],
            ["Влияние волн жары на смертность населения", "Адаптация северных городов к изменению климата"],
            [
                "В работе рассматривается влияние волн жары на смертность населения крупных городов за последние двадцать лет.",
                "Показано, что раннее оповещение снижает избыточную смертность, однако эффект зависит от доступности медицинской помощи.",
                "Полученные результаты могут быть использованы при планировании мер адаптации на региональном уровне.",
            ]),
        new(
            ["王小明", "李静", "佐藤 花子"],
            ["气候变化对粮食安全的影响", "城市空气质量与儿童健康", "再生可能エネルギー政策の比較研究"],
            [
                "本文利用二〇〇〇年至二〇二四年的面板数据,考察气候变化对粮食安全的影响及其区域差异。",
                "研究发现,灌溉设施的改善能够显著降低干旱造成的减产,但对小农户的作用有限。",
                "本研究では、地域の防災訓練が避難行動に与える効果を質問紙調査により検証した。",
            ]),
        new(
            ["ليلى حداد", "يوسف المنصوري"],
            ["ندرة المياه والصحة العامة في المدن الساحلية", "سياسات الطاقة المتجددة في المنطقة العربية"],
            [
                "تبحث هذه الدراسة في أثر ندرة المياه على الصحة العامة في ثلاث مدن ساحلية خلال العقد الماضي.",
                "وتشير النتائج إلى أن برامج الدعم النقدي خففت من آثار الجفاف على الأسر الأشد فقرا.",
            ]),
        new(
            ["अनिता शर्मा", "विवेक राव"],
            ["ग्रामीण विद्यालयों में उपस्थिति", "जल संकट और महिलाओं का स्वास्थ्य"],
            [
                "यह अध्ययन ग्रामीण क्षेत्रों में मध्याह्न भोजन योजना के प्रभाव का आकलन करता है।",
                "परिणाम बताते हैं कि नियमित सहायता से विद्यालयों में उपस्थिति बढ़ी है।",
            ]),
        new(
            ["Ελένη Παπαδοπούλου", "Νίκος Γεωργίου"],
            ["Ανθεκτικότητα των νησιών στην κλιματική αλλαγή 🌊", "Θερμική άνεση σε δημόσιους χώρους"],
            [
                "Η μελέτη εξετάζει μέτρα προσαρμογής σε μικρά νησιά του Αιγαίου· τα αποτελέσματα δείχνουν όφελος για τους κατοίκους 🙂.",
                "Η συμμετοχή της κοινότητας αποδείχθηκε καθοριστική για την επιτυχία των έργων.",
            ]),
    ];
}
