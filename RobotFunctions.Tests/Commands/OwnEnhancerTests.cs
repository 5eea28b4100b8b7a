using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Protocol.Enhancements;
using RobotFunctions.Core.Protocol.References;
using RobotFunctions.Local;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.Commands;

/// <summary>What an author's enhancer may ask for.</summary>
public sealed class OwnEnhancerTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    [Theory]
    [InlineData("enhance")]
    [InlineData("demo")]
    public async Task It_gets_the_configuration_options_and_a_log_in_commands_that_enhance(string command)
    {
        var results = Path.Combine(_temporary.Path, "results.jsonl");
        string[] files = command == "enhance" ? [Path.Combine(AppContext.BaseDirectory, "samples", "references.jsonl"), "--output", results] : [];
        OwnEnhancer.Made = 0;

        var code = await RobotHost.RunAsync([command, .. files, "--enhancer", "own"], static services =>
        {
            services.AddOptions<OwnOptions>().BindConfiguration("Own");
            services.AddEnhancer<OwnEnhancer>("own");
        });

        Assert.Equal(0, code);
        Assert.True(OwnEnhancer.Made > 0);
        Assert.True(command != "enhance" || (await File.ReadAllTextAsync(results)).Contains("from options", StringComparison.Ordinal));
    }

    public void Dispose() => _temporary.Dispose();

    private sealed class OwnOptions
    {
        public string Label { get; set; } = "from options";
    }

    private sealed class OwnEnhancer(IConfiguration configuration, IOptions<OwnOptions> options, ILogger<OwnEnhancer> logger) : IEnhancer
    {
        public static int Made { get; set; }

        public ValueTask<EnhancerOutcome> EnhanceAsync(Reference reference, EnhancerContext context, CancellationToken cancellation)
        {
            Made++;
            logger.LogEnhanced(configuration["Robot:Enhancer"]);
            return ValueTask.FromResult(EnhancerOutcome.Enhanced(new AnnotationContent { Annotations = [new ScoreAnnotation { Scheme = "own", Label = options.Value.Label, Score = 1 }] }));
        }
    }
}

internal static partial class OwnEnhancerLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "{Enhancer} made an annotation.")]
    public static partial void LogEnhanced(this ILogger logger, string? enhancer);
}
