using RobotFunctions.Hub.Store;

namespace RobotFunctions.HubTests.Store;

public sealed class NameKeyTests
{
    [Theory]
    [InlineData("Ada", "ada")]
    [InlineData(" ada ", "ADA")]
    [InlineData("Jos\u00e9", "JOSE\u0301")]
    [InlineData("\u1e69", "s\u0307\u0323")]
    [InlineData("\uac01", "\u1100\u1161\u11a8")]
    [InlineData("\uac00", "\u1100\u1161")]
    [InlineData("\u212b", "\u00e5")]
    [InlineData("\u03a3", "\u03c3")]
    public void Names_that_people_take_for_the_same_are_equal(string one, string other) => Assert.Equal(NameKey.Of(one), NameKey.Of(other));

    [Theory]
    [InlineData("Jose", "Jos\u00e9")]
    [InlineData("ada", "adah")]
    [InlineData("a\u0301", "a\u0300")]
    public void Other_names_are_not(string one, string other) => Assert.NotEqual(NameKey.Of(one), NameKey.Of(other));
}
