using RobotFunctions.Core.Enhancers;
using RobotFunctions.Local;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.Commands.Enhance;

/// <summary>Which enhancer an author's program uses when nobody says.</summary>
public sealed class OwnEnhancerChoiceTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task The_only_one_of_the_author_s_is_used_and_of_two_none()
    {
        var samples = Path.Combine(AppContext.BaseDirectory, "samples", "references.jsonl");
        string[] arguments = ["enhance", samples, "-o", _temporary.File("results.jsonl")];

        var one = await RobotHost.RunAsync(arguments, static services => services.AddEnhancer<First>("first"));
        var two = await RobotHost.RunAsync(arguments, static services => services.AddEnhancer<First>("first").AddEnhancer<Second>("second"));

        Assert.Equal((0, 2), (one, two));
        Assert.Contains("of the first", await File.ReadAllTextAsync(_temporary.File("results.jsonl")), StringComparison.Ordinal);
    }

    private class First : IEnhancer
    {
        public ValueTask<EnhancerOutcome> EnhanceAsync(Core.Protocol.References.Reference reference, EnhancerContext context, CancellationToken cancellation) =>
            ValueTask.FromResult(DelegateEnhancer.Annotated("of the first"));
    }

    private sealed class Second : First;
}
