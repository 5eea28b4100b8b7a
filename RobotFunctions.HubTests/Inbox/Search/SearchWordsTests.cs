using RobotFunctions.Hub.Inbox.Search;

namespace RobotFunctions.HubTests.Inbox.Search;

public sealed class SearchWordsTests
{
    [Theory]
    [InlineData("Blue CHAIR, no. 12", "blue chair no 12")]
    [InlineData("10.1038/s41586-020", "10 1038 s41586 020")]
    [InlineData("Zoë’s café – ÅNGSTRÖM", "zoe s cafe angstrom")]
    [InlineData("한국 x²", "\u1112\u1161\u11AB\u1100\u116E\u11A8 x")]
    [InlineData("e\u0301te\u0301", "ete")]
    [InlineData("气候 change", "气 候 change")]
    [InlineData("\" * OR ' \\ NEAR(a)\n\0b", "or near a b")]
    [InlineData("… — \0", "")]
    [InlineData("", "")]
    public void Words_are_letters_and_digits_without_case_and_marks(string text, string words) => Assert.Equal(words.Split(' ', StringSplitOptions.RemoveEmptyEntries), SearchWords.Of(text));

    [Fact]
    public void A_long_word_is_not_cut_off_within_a_character() => Assert.Equal(["a" + string.Concat(Enumerable.Repeat("\U0001D51E", 49))], SearchWords.Of("a" + string.Concat(Enumerable.Repeat("\U0001D51E", 60))));

    [Fact]
    public void A_long_word_is_cut_off_at_100_characters() => Assert.Equal([new string('a', 100), "b"], SearchWords.Of(new string('a', 5000) + " b"));
}
