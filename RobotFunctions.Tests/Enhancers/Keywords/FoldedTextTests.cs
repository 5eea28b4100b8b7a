using System.Text;
using FsCheck;
using FsCheck.Fluent;
using RobotFunctions.Keywords;
using RobotFunctions.Tests.Protocol;

namespace RobotFunctions.Tests.Enhancers.Keywords;

public sealed class FoldedTextTests
{
    [Theory]
    [InlineData("", " ")]
    [InlineData(" – … ", " ")]
    [InlineData("Climate change", " climate change ")]
    [InlineData("(Self-harm), e.g. O’Brien's", " self harm e g o brien s ")]
    [InlineData("COVID-19 & PM₂.₅ (٤١٢, ３, ३१)", " covid 19 pm2 5 412 3 31 ")]
    [InlineData("O\u02BC\u200BBrien Hawai\u02BBi Qur\u02BEān Rus\u02B9 комп\u02BCютер", " o brien hawai i qur an rus комп ютер ")]
    [InlineData("a! \u093E b\U0001D15Ec", " a b c ")]
    [InlineData("soft\u00ADhyphen zero\u200Bwidth \u202Bbidi\u202C \u0000nul", " softhyphen zerowidth bidi nul ")]
    public void Words_are_in_lower_case_with_one_space_around_each(string text, string folded) => Assert.Equal(folded, Fold(text));

    [Theory]
    [InlineData("Größe GRÖSSE größe GRÖẞE", " grosse grosse grosse grosse ")]
    [InlineData("Ångström \u212Bngstro\u0308m, Kelvin \u212Aelvin", " angstrom angstrom kelvin kelvin ")]
    [InlineData("İstanbul ISTANBUL ıstanbul i\u0307stanbul", " istanbul istanbul istanbul istanbul ")]
    [InlineData("Việt Nam, Đà Nẵng, Viê\u0323t", " viet nam da nang viet ")]
    [InlineData("Łódź Ærø œuvre þórr ðe ħal", " lodz aero oeuvre thorr de hal ")]
    [InlineData("ﬁnal ｆｕｌｌ ﬃ", " final full ffi ")]
    [InlineData("ΚΛΙΜΑΤΙΚΉ κλιματική ΟΔΌΣ οδός \u1F71 ά", " κλιματικη κλιματικη οδοσ οδοσ α α ")]
    [InlineData("Ёлка елка й и\u0306 Її", " елка елка и и іі ")]
    [InlineData("هَمْزَة أثر اثر تـــغير تغير یک يك", " همزة اثر اثر تغير تغير يك يك ")]
    [InlineData("הַמְלָצָה המלצה בן־דוד", " המלצה המלצה בן דוד ")]
    public void Letter_case_and_diacritics_make_no_difference(string text, string folded) => Assert.Equal(folded, Fold(text));

    [Theory]
    [InlineData("气候变化，2006年", " 气 候 变 化 2006 年 ")]
    [InlineData("猛暑日ｶﾞデータ", " 猛 暑 日 カ\u3099 テ\u3099 ー タ ")]
    [InlineData("か\u3099 が", " か\u3099 か\u3099 ")]
    [InlineData("สุขภาพ", " ส\u0E38 ข ภ า พ ")]
    [InlineData("𠮷田", " 𠮷 田 ")]
    public void A_letter_of_a_script_without_spaces_is_a_word_of_its_own(string text, string folded) => Assert.Equal(folded, Fold(text));

    [Theory]
    [InlineData("기후변화가", " 기후변화가 ")]
    [InlineData("\u1112\u1161\u11AB\u1100\u116E\u11A8", " 한국 ")]
    [InlineData("\u1112\u1161 \u11AB", " 하 \u11AB ")]
    [InlineData("जलवायु ज़िला ज\u093Cिला", " जलवायु ज\u093Cिला ज\u093Cिला ")]
    [InlineData("\u0958 क\u093C", " क\u093C क\u093C ")]
    [InlineData("காலநிலை", " காலநிலை ")]
    public void Scripts_whose_marks_are_vowels_keep_them(string text, string folded) => Assert.Equal(folded, Fold(text));

    [Fact]
    public void Folding_what_is_folded_changes_nothing() =>
        Prop.ForAll(Gens.NastyText.ToArbitrary(), text => Fold(Fold(text)) == Fold(text)).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_can_be_folded_and_its_words_stand_between_single_spaces() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
        {
            var folded = Fold(text.Get);
            return folded[0] == ' ' && folded[^1] == ' ' && !folded.Contains("  ", StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_character_there_is_can_be_folded_and_takes_three_times_its_length_at_most()
    {
        var all = new StringBuilder();
        foreach (var character in UnicodeTables.Characters)
        {
            all.Append(character);
            Assert.InRange(Fold(character + character).Length, 1, (6 * character.Length) + 2);
        }

        var folded = Fold(all.ToString());

        Assert.Equal(folded, Fold(folded));
    }

    [Fact]
    public void Every_character_and_every_text_of_marks_folds_as_its_normalization_forms_do() =>
        Assert.All(UnicodeTables.Normalized.Concat(UnicodeTables.HangulSyllables), forms =>
        {
            Assert.Equal(Fold(forms.Text), Fold(forms.Nfc));
            Assert.Equal(Fold(forms.Text), Fold(forms.Nfd));
            Assert.Equal(Fold($"a{forms.Text}b"), Fold($"a{forms.Nfd}b"));
            Assert.Equal(Fold($"가{forms.Text}\u0E01"), Fold($"가{forms.Nfd}\u0E01"));
        });

    [Fact]
    public void Texts_that_are_canonically_equal_fold_to_the_same() =>
        Prop.ForAll(Gen.NonEmptyListOf(Gen.Elements(UnicodeTables.Normalized.AsEnumerable())).ToArbitrary(), pieces =>
        {
            var folded = Fold(string.Concat(pieces.Select(static piece => piece.Text)));
            return folded == Fold(string.Concat(pieces.Select(static piece => piece.Nfc)))
                && folded == Fold(string.Concat(pieces.Select(static piece => piece.Nfd)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Default_ignorable_characters_are_left_out() =>
        Assert.All(UnicodeTables.DefaultIgnorable, static character => Assert.Equal(" ba ", Fold($"b{character}a{character}")));

    [Fact]
    public void Any_number_of_marks_on_a_letter_is_put_in_order()
    {
        var marks = Enumerable.Range(0, 500_000).Select(static i => i % 3).ToArray();

        Assert.Equal(
            Fold("ก" + string.Concat(marks.Order().Select(static i => "\u0E38\u0E48\u0F74"[i]))),
            Fold("ก" + string.Concat(marks.Select(static i => "\u0E38\u0E48\u0F74"[i]))));
    }

    private static string Fold(string text)
    {
        using var folded = new FoldedText(text);
        return folded.Span.ToString();
    }
}
