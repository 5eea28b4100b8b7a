using System.Text;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Tests.Protocol;

public sealed class WireUuidTests
{
    [Theory]
    [InlineData("3a533776-c9ad-4aac-a089-d654d509490c")]
    [InlineData("3A533776-C9AD-4AAC-A089-D654D509490C")]
    [InlineData("0198c1a2-7b3c-7def-8123-456789abcdef")]
    public void Versions_4_and_7_are_accepted_in_either_letter_case(string text)
    {
        Assert.True(WireUuid.TryParse(text, out var fromText));
        Assert.True(WireUuid.TryParse(Encoding.UTF8.GetBytes(text), out var fromBytes));
        Assert.Equal(Guid.Parse(text), fromText);
        Assert.Equal(fromText, fromBytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("3a533776c9ad4aaca089d654d509490c")]
    [InlineData("{3a533776-c9ad-4aac-a089-d654d509490c}")]
    [InlineData(" 3a533776-c9ad-4aac-a089-d654d509490c")]
    [InlineData("3a533776-c9ad-4aac-a089-d654d509490c0")]
    [InlineData("3a533776-c9ad-4aac-a089-d654d509490g")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("3a533776-c9ad-1aac-a089-d654d509490c")]
    [InlineData("3a533776-c9ad-5aac-a089-d654d509490c")]
    [InlineData("3a533776-c9ad-4aac-c089-d654d509490c")]
    [InlineData("3a533776-c9ad-4aac-7089-d654d509490c")]
    public void Anything_else_is_refused(string text)
    {
        Assert.False(WireUuid.TryParse(text, out _));
        Assert.False(WireUuid.TryParse(Encoding.UTF8.GetBytes(text), out _));
    }
}
