using System.CommandLine;
using BenchmarkDotNet.Running;
using RobotFunctions.Benchmarks.EndToEnd;
using RobotFunctions.Benchmarks.Hub;
using RobotFunctions.Benchmarks.Micro;

var micro = new Command("micro", "Measures single operations with BenchmarkDotNet and accepts its options, for example: micro --filter '*Signing*'.") { TreatUnmatchedTokensAsErrors = false };
micro.SetAction(static parsed => { BenchmarkSwitcher.FromAssembly(typeof(ReferenceBenchmarks).Assembly).Run([.. parsed.UnmatchedTokens]); });

return await new RootCommand("Benchmarks of this product. Published figures are in docs/performance.md.")
{
    RobotBenchCommand.Create(),
    MeasuredRobotCommand.Create(),
    MeasuredFloorCommand.Create(),
    HubBenchCommand.Create(),
    MeasuredHubCommand.Create(),
    MeasuredSendsCommand.Create(),
    micro,
}.Parse(args).InvokeAsync();
