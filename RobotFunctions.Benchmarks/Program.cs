using BenchmarkDotNet.Running;
using RobotFunctions.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(ReferenceBenchmarks).Assembly).Run(args);
