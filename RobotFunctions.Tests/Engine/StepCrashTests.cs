using RobotFunctions.Core.Failures;
using RobotFunctions.Local.Engine;

namespace RobotFunctions.Tests.Engine;

public sealed class StepCrashTests
{
    [Theory]
    [InlineData("GET https://host/a.jsonl?sv=1&sig=hidden failed", "GET https://host/a.jsonl?... failed")]
    [InlineData("'https://host/a?sig=hidden'", "'https://host/a?...'")]
    [InlineData("two\r\nlines\u0007", "two lines ")]
    [InlineData("Why? Because.", "Why? Because.")]
    public void A_message_is_shown_on_one_line_without_the_queries_of_URLs(string message, string shown) =>
        Assert.Equal($"TimeoutException: {shown}", StepCrash.Describe(new TimeoutException(message)));

    [Fact]
    public void A_long_message_is_cut() =>
        Assert.InRange(StepCrash.Describe(new TimeoutException(new string('a', 100_000))).Length, 100, 1000);

    [Fact]
    public void Trouble_with_the_store_passes_and_anything_else_is_a_crash()
    {
        Assert.Equal(FailureKind.Transient, StepCrash.ToFailure("Step", new DirectoryNotFoundException("x")).Kind);
        Assert.Equal(FailureKind.Crashed, StepCrash.ToFailure("Step", new InvalidDataException("x")).Kind);
    }
}
