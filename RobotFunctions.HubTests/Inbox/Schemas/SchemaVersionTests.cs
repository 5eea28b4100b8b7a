using FsCheck;
using FsCheck.Fluent;
using RobotFunctions.Hub.Inbox.Schemas;

namespace RobotFunctions.HubTests.Inbox.Schemas;

public sealed class SchemaVersionTests
{
    [Fact]
    public void Versions_are_ordered_by_semantic_versioning_and_keep_their_text()
    {
        // The order of semver.org, section 11.
        string[] ordered = ["0.9", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1", "1.1", "1.2", "1.10", "2"];

        Assert.Equal(ordered, ordered.Reverse().Select(Version).Order().Select(version => version.Text));
    }

    [Theory]
    [InlineData("1", "1.0.0")]
    [InlineData("1.1", "1.1.0")]
    [InlineData("1.0.0+one", "1.0.0+two")]
    public void Versions_of_the_same_precedence_are_the_same(string left, string right)
    {
        Assert.Equal(Version(left), Version(right));
        Assert.Equal(Version(left).GetHashCode(), Version(right).GetHashCode());
    }

    [Fact]
    public void One_dot_ten_is_not_one_dot_one() => Assert.True(Version("1.10") > Version("1.1"));

    [Fact]
    public void The_newest_version_is_never_a_prerelease()
    {
        Assert.Equal("1.9", SchemaVersion.Newest(new[] { "1.9", "1.10.0-rc.1", "1.2" }.Select(Version))!.Text);
        Assert.Null(SchemaVersion.Newest([Version("1.0.0-rc.1")]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("v1")]
    [InlineData("01")]
    [InlineData("1.2.3.4")]
    [InlineData("1.0-é")]
    [InlineData("2022-12-24")]
    public void What_is_not_a_version_is_refused(string text) => Assert.False(SchemaVersion.TryParse(text, out _));

    [Fact]
    public void The_order_is_total() =>
        Prop.ForAll(
            (from major in Gen.Choose(0, 2) from minor in Gen.Choose(0, 11) from pre in Gen.Elements("", "-a", "-a.1", "-1", "-a.b", "+x") select Version($"{major}.{minor}.0{pre}")).Three().ToArbitrary(),
            versions =>
            {
                var (a, b, c) = versions;
                return Math.Sign(a.CompareTo(b)) == -Math.Sign(b.CompareTo(a)) && (a > b || b > c || a <= c) && a == b == (a.CompareTo(b) == 0);
            }).QuickCheckThrowOnFailure();

    private static SchemaVersion Version(string text) => SchemaVersion.TryParse(text, out var version) ? version : throw new ArgumentException(text, nameof(text));
}
