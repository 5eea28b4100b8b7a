using System.CommandLine;
using BenchmarkDotNet.Running;
using RobotFunctions.Benchmarks.EndToEnd;
using RobotFunctions.Benchmarks.Micro;

var micro = new Command("micro", "Measures single operations with BenchmarkDotNet, whose options it takes: micro --filter '*Signing*'.") { TreatUnmatchedTokensAsErrors = false };
micro.SetAction(static parsed => { BenchmarkSwitcher.FromAssembly(typeof(ReferenceBenchmarks).Assembly).Run([.. parsed.UnmatchedTokens]); });

return await new RootCommand("Measures this product. The figures of the project are in docs/performance.md.")
{
    RobotBenchCommand.Create(),
    MeasuredRobotCommand.Create(),
    MeasuredFloorCommand.Create(),
    micro,
}.Parse(args).InvokeAsync();
