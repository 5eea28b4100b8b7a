using System.Collections.Frozen;

namespace RobotFunctions.Core.Enhancers.Keywords;

/// <summary>
/// Maps lower-case letters to letters without diacritics, by Unicode's canonical decompositions and a few conventions (ø is o, ß is ss).
/// The table is our own because the app runs without culture data, where <c>string.Normalize</c> does nothing.
/// </summary>
internal static class FoldedLetters
{
    // Each entry is a letter and the letters that map to it. Letters that an editor might normalise are escaped.
    private static readonly string[] Groups =
    [
        "aªàáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ",
        "bḃḅḇ",
        "cçćĉċčḉ",
        "dðďđḋḍḏḑḓ",
        "eèéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ",
        "fḟ",
        "gĝğġģǧǵḡ",
        "hĥħȟḣḥḧḩḫẖ",
        "iİìíîïĩīĭįıǐȉȋḭḯỉị",
        "jĵǰ",
        "kķǩḱḳḵ",
        "lĺļľłḷḹḻḽ",
        "mḿṁṃ",
        "nñńņňŉǹṅṇṉṋ",
        "oºòóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ",
        "pṕṗ",
        "rŕŗřȑȓṙṛṝṟ",
        "sśŝşšſșṡṣṥṧṩẛ",
        "tţťŧțṫṭṯṱẗ",
        "uùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự",
        "vṽṿ",
        "wŵẁẃẅẇẉẘ",
        "xẋẍ",
        "yýÿŷȳẏẙỳỵỷỹ",
        "zźżžẑẓẕ",
        "ʒǯ",
        "αάἀἁἂἃἄἅἆἇὰ\u1F71ᾀᾁᾂᾃᾄᾅᾆᾇᾰᾱᾲᾳᾴᾶᾷ",
        "βϐ",
        "εέϵἐἑἒἓἔἕὲ\u1F73",
        "ηήἠἡἢἣἤἥἦἧὴ\u1F75ᾐᾑᾒᾓᾔᾕᾖᾗῂῃῄῆῇ",
        "θϑ",
        "ιΐίϊἰἱἲἳἴἵἶἷὶ\u1F77\u1FBEῐῑῒ\u1FD3ῖῗ",
        "κϰ",
        "μµ",
        "οόὀὁὂὃὄὅὸ\u1F79",
        "πϖ",
        "ρϱῤῥ",
        "σςϲ",
        "υΰϋύὐὑὒὓὔὕὖὗὺ\u1F7Bῠῡῢ\u1FE3ῦῧ",
        "φϕ",
        "ωώὠὡὢὣὤὥὦὧὼ\u1F7Dᾠᾡᾢᾣᾤᾥᾦᾧῲῳῴῶῷ",
        "аӑӓ",
        "гѓ",
        "еѐёӗ",
        "жӂӝ",
        "зӟ",
        "ийѝӣӥ",
        "кќ",
        "оӧ",
        "уўӯӱӳ",
        "чӵ",
        "ыӹ",
        "эӭ",
        "ії",
        "ѵѷ",
        "әӛ",
        "өӫ",
        "اآأإ",
        "كک",
        "وؤ",
        "يئىی",
        "ہۂ",
        "ےۓ",
        "هۀە",
    ];

    // Letters that map to several letters.
    private static readonly (char Letter, string Folded)[] Ligatures =
    [
        ('æ', "ae"), ('ǣ', "ae"), ('ǽ', "ae"), ('œ', "oe"), ('ß', "ss"), ('þ', "th"), ('ĳ', "ij"),
        ('ﬀ', "ff"), ('ﬁ', "fi"), ('ﬂ', "fl"), ('ﬃ', "ffi"), ('ﬄ', "ffl"), ('ﬅ', "st"), ('ﬆ', "st"),
    ];

    // Three characters each: a composed letter, and the letter and sign of its decomposed form; texts contain both forms.
    private const string Composed =
        "ऩन\u093Cऱर\u093Cऴळ\u093C\u0958क\u093C\u0959ख\u093C\u095Aग\u093C\u095Bज\u093C\u095Cड\u093C\u095Dढ\u093C\u095Eफ\u093C" +
        "\u095Fय\u093C\u09DCড\u09BC\u09DDঢ\u09BC\u09DFয\u09BC\u0A33ਲ\u0A3C\u0A36ਸ\u0A3C\u0A59ਖ\u0A3C\u0A5Aਗ\u0A3C\u0A5Bਜ\u0A3C\u0A5Eਫ\u0A3C" +
        "\u0B5Cଡ\u0B3C\u0B5Dଢ\u0B3Cஔஒ\u0BD7ဦဥ\u102Eがか\u3099ぎき\u3099ぐく\u3099げけ\u3099ごこ\u3099ざさ\u3099" +
        "じし\u3099ずす\u3099ぜせ\u3099ぞそ\u3099だた\u3099ぢち\u3099づつ\u3099でて\u3099どと\u3099ばは\u3099" +
        "ぱは\u309Aびひ\u3099ぴひ\u309Aぶふ\u3099ぷふ\u309Aべへ\u3099ぺへ\u309Aぼほ\u3099ぽほ\u309Aゔう\u3099" +
        "ゞゝ\u3099ガカ\u3099ギキ\u3099グク\u3099ゲケ\u3099ゴコ\u3099ザサ\u3099ジシ\u3099ズス\u3099ゼセ\u3099" +
        "ゾソ\u3099ダタ\u3099ヂチ\u3099ヅツ\u3099デテ\u3099ドト\u3099バハ\u3099パハ\u309Aビヒ\u3099ピヒ\u309A" +
        "ブフ\u3099プフ\u309Aベヘ\u3099ペヘ\u309Aボホ\u3099ポホ\u309Aヴウ\u3099ヷワ\u3099ヸヰ\u3099ヹヱ\u3099" +
        "ヺヲ\u3099ヾヽ\u3099";

    // From U+FF66 on.
    private const string HalfwidthKatakana = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";

    private static readonly FrozenDictionary<char, string> Table = Entries().ToFrozenDictionary();

    /// <summary>The folded form of a lower-case letter, or null if it is unchanged.</summary>
    public static string? Find(char letter) => Table.GetValueOrDefault(letter);

    private static IEnumerable<KeyValuePair<char, string>> Entries()
    {
        foreach (var group in Groups)
        {
            foreach (var letter in group.AsSpan()[1..].ToArray())
            {
                yield return new(letter, group[..1]);
            }
        }

        foreach (var (letter, folded) in Ligatures)
        {
            yield return new(letter, folded);
        }

        for (var i = 0; i < Composed.Length; i += 3)
        {
            yield return new(Composed[i], Composed.Substring(i + 1, 2));
        }

        for (var i = 0; i < HalfwidthKatakana.Length; i++)
        {
            yield return new((char)('\uFF66' + i), HalfwidthKatakana.Substring(i, 1));
        }

        for (var letter = 'a'; letter <= 'z'; letter++)
        {
            yield return new((char)(letter + ('\uFF41' - 'a')), letter.ToString());
        }
    }
}
