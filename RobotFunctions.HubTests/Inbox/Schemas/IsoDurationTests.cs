using RobotFunctions.Hub.Inbox.Schemas;

namespace RobotFunctions.HubTests.Inbox.Schemas;

public sealed class IsoDurationTests
{
    [Theory]
    [InlineData("P2W", 14 * 24 * 60)]
    [InlineData("P3D", 3 * 24 * 60)]
    [InlineData("PT12H", 12 * 60)]
    [InlineData("P1DT6H30M", 30 * 60 + 30)]
    [InlineData("PT90M", 90)]
    public void A_duration_of_fixed_length_is_read(string text, int minutes)
    {
        Assert.True(IsoDuration.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromMinutes(minutes), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1DT")]
    [InlineData("P1Y")]
    [InlineData("P1M")]
    [InlineData("-P1D")]
    [InlineData("P1W2D")]
    [InlineData("P1D\n")]
    [InlineData("PT0S")]
    [InlineData("PT1.5H")]
    [InlineData("P999999W")]
    [InlineData("P999999D")]
    public void Anything_else_is_refused(string text) => Assert.False(IsoDuration.TryParse(text, out _));
}
