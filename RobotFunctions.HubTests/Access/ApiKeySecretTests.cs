using FsCheck;
using FsCheck.Fluent;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.HubTests.Access;

public sealed class ApiKeySecretTests
{
    [Fact]
    public void New_keys_are_well_formed_and_differ()
    {
        var keys = Enumerable.Range(0, 1000).Select(static _ => ApiKeySecret.Create()).ToList();

        Assert.Equal(1000, keys.Distinct().Count());
        Assert.All(keys, static key =>
        {
            Assert.True(ApiKeySecret.IsWellFormed(key));
            Assert.Matches("^rf_[A-Za-z0-9_-]{43}$", key);
            Assert.Equal(key[..9], ApiKeySecret.Prefix(key));
        });
    }

    [Fact]
    public void Other_texts_are_not_keys() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), static text => !ApiKeySecret.IsWellFormed(text ?? "")).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("rf_")]
    [InlineData("RF_0000000000000000000000000000000000000000000")]
    [InlineData("rf_00000000000000000000000000000000000000000+0")]
    [InlineData("rf_00000000000000000000000000000000000000000 0")]
    public void A_text_that_is_nearly_a_key_is_not(string text) => Assert.False(ApiKeySecret.IsWellFormed(text));

    [Fact]
    public void A_credential_does_not_show_its_secret() => Assert.DoesNotContain("rf_secret", new Credential("rf_secret", true).ToString(), StringComparison.Ordinal);
}
