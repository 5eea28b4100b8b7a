using RobotFunctions.Hub.People;

namespace RobotFunctions.HubTests.People;

public sealed class PasswordsTests
{
    [Theory]
    [InlineData("Password1234!")]
    [InlineData("PasswordPassword")]
    [InlineData("Summer2024!!")]
    [InlineData("qwertyuiop12")]
    [InlineData("1q2w3e4r5t6y7u")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("abababababab")]
    [InlineData("123456789012")]
    [InlineData("RobotFunctions1")]
    [InlineData("robothub2026")]
    [InlineData("iloveyou12345")]
    [InlineData("P@ssw0rd2025")]
    public void What_everybody_uses_is_refused(string password) =>
        Assert.Contains("easy to guess", Passwords.Problem(password, "ada", null), StringComparison.Ordinal);

    [Theory]
    [InlineData("lovelace2026!", "lovelace", null)]
    [InlineData("my LOVELACE phrase", "Lovelace", null)]
    [InlineData("my countess phrase", "ada", "Countess@example.org")]
    public void What_is_known_of_the_person_is_refused(string password, string name, string? email) =>
        Assert.Contains("must not contain", Passwords.Problem(password, name, email), StringComparison.Ordinal);

    [Theory]
    [InlineData("correct horse battery", "ada", null)]
    [InlineData("another long phrase", "al", "a@example.org")]
    [InlineData("zq8Lr#2vTx0p", "ada", null)]
    [InlineData("my robot welcomes winter guests", "ada", null)]
    [InlineData("\u00e4\u00f6\u00fc\u00df\u20ac\u00e9 \u65e5\u672c\u8a9e\u306e\u5b57", "ada", null)]
    public void Others_are_taken(string password, string name, string? email) => Assert.Null(Passwords.Problem(password, name, email));

    [Theory]
    [InlineData(null)]
    [InlineData("elevenchars")]
    public void Short_ones_are_refused(string? password) => Assert.Equal(Passwords.Rule, Passwords.Problem(password, "ada", null));
}
