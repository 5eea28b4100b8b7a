using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.HubTests.Http;

public sealed class ETagsTests
{
    [Fact]
    public void Objects_and_versions_have_tags_of_their_own()
    {
        Assert.Equal(ETags.Of("a", 1), ETags.Of("a", 1));
        Assert.NotEqual(ETags.Of("a", 1), ETags.Of("a", 2));
        Assert.NotEqual(ETags.Of("a", 11), ETags.Of("a1", 1));
        Assert.Matches("^\"[A-Za-z0-9_-]{16}\"$", ETags.Of("a", 1));
    }

    [Theory]
    [InlineData("\"v\"", true)]
    [InlineData("*", true)]
    [InlineData("W/\"v\"", true)]
    [InlineData("\"v-gzip\"", true)]
    [InlineData("\"v;gzip\"", true)]
    [InlineData("\"v--gzip\"", true)]
    [InlineData("W/\"v-gzip\"", true)]
    [InlineData("\"a\", \"v\"", true)]
    [InlineData("\"w\"", false)]
    [InlineData("v", false)]
    [InlineData("\"v", false)]
    [InlineData("w/\"v\"", false)]
    [InlineData("\"v-lzma\"", false)]
    [InlineData("\"\"", false)]
    [InlineData("\"", false)]
    [InlineData("", false)]
    public void A_tag_is_understood_as_it_was_sent_and_as_proxies_change_it(string ifMatch, bool matches) => Assert.Equal(matches, ETags.Matches(ifMatch, "\"v\""));

    [Fact]
    public void No_text_is_an_error() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), static text => !ETags.Matches(text ?? "", "\"0123456789abcdef\"") || text!.Trim() == "*")
        .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(null, false, null)]
    [InlineData(null, true, 428)]
    [InlineData("\"old\"", false, 412)]
    [InlineData("\"new\"", true, null)]
    public void A_change_goes_on_only_if_the_object_is_as_it_was_read(string? ifMatch, bool required, int? status)
    {
        var context = new DefaultHttpContext();
        if (ifMatch is not null)
        {
            context.Request.Headers.IfMatch = ifMatch;
        }

        Assert.Equal(status, ETags.Check(context.Request, "\"new\"", required)?.Status);
    }
}
