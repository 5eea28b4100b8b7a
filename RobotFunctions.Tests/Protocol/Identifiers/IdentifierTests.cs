using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.Identifiers;

namespace RobotFunctions.Tests.Protocol.Identifiers;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData("10.1000/182", true)]
    [InlineData("10.123456789/édition(2)<x>", true)]
    [InlineData("https://doi.org/10.1000/182", true)]
    [InlineData("HTTP://DX.DOI.ORG/10.1000/182", true)]
    [InlineData("doi: 10.1000/182 ", true)]
    [InlineData("10.123/x", false)]
    [InlineData("10.1234567890/x", false)]
    [InlineData("10.1000/", false)]
    [InlineData("10.1000/a b", false)]
    [InlineData("10.1000/a\u00a0b", false)]
    [InlineData("10.1000/\0", false)]
    [InlineData("10.10x0/1", false)]
    [InlineData("11.1000/1", false)]
    [InlineData("https://example.org/10.1000/1", false)]
    [InlineData("", false)]
    public void A_DOI_is_checked_as_the_repository_does(string doi, bool isFine) => Check(new DoiIdentifier { Identifier = doi }, isFine);

    [Theory]
    [InlineData(1, true)]
    [InlineData(38203201, true)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    public void A_PubMed_id_is_above_zero(long id, bool isFine) => Check(new PubMedIdentifier { Identifier = id }, isFine);

    [Theory]
    [InlineData("W2741809807", true)]
    [InlineData("https://openalex.org/works/W1", true)]
    [InlineData("W", false)]
    [InlineData("w1", false)]
    [InlineData("A1", false)]
    [InlineData("", false)]
    public void An_OpenAlex_id_is_a_work(string id, bool isFine) => Check(new OpenAlexIdentifier { Identifier = id }, isFine);

    [Theory]
    [InlineData("ED123456", true)]
    [InlineData("https://eric.ed.gov/?id=EJ1", true)]
    [InlineData("https://files.eric.ed.gov/fulltext/ED1.pdf", true)]
    [InlineData("EX1", false)]
    [InlineData("ED", false)]
    public void An_ERIC_number_begins_with_ED_or_EJ(string id, bool isFine) => Check(new EricIdentifier { Identifier = id }, isFine);

    [Theory]
    [InlineData("12345678", true)]
    [InlineData("https://www.proquest.com/docview/12345678", true)]
    [InlineData("12a", false)]
    [InlineData("", false)]
    public void A_ProQuest_id_is_digits(string id, bool isFine) => Check(new ProQuestIdentifier { Identifier = id }, isFine);

    [Theory]
    [InlineData("0198c1a2-7b3c-7def-8123-456789abcdef", true)]
    [InlineData("3a533776-c9ad-1aac-a089-d654d509490c", false)]
    public void The_repositorys_own_ids_are_UUIDs_of_version_4_or_7(string id, bool isFine) =>
        Check(new RepositoryIdentifier(new ReferenceId(Guid.Parse(id))), isFine);

    [Fact]
    public void What_will_be_written_is_checked_and_not_what_came()
    {
        Check(new DoiIdentifier { Identifier = "10\0.1000/\ud8001" }, true);
        Check(new OpenAlexIdentifier { Identifier = "\0https://openalex.org/W\ud8001" }, true);
        Check(new EricIdentifier { Identifier = "ED1.p\0df" }, true);
        Check(new ProQuestIdentifier { Identifier = "1\0" }, true);
        Check(new OpenAlexIdentifier { Identifier = "W\0" }, false);
        Check(new ProQuestIdentifier { Identifier = "\ud800" }, false);
    }

    private static void Check(Identifier identifier, bool isFine) => Assert.Equal(isFine, identifier.FindProblem() is null);
}
