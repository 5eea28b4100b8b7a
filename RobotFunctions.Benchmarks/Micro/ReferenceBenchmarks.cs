using System.Text.Json;
using BenchmarkDotNet.Attributes;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.References;

namespace RobotFunctions.Benchmarks.Micro;

/// <summary>Reads a line, compared with the floor: the bare JSON reader over the same bytes.</summary>
[MemoryDiagnoser]
public class ReferenceBenchmarks
{
    private byte[] _line = [];
    private ReferenceId _id;

    [Params(4_000, 18_000)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _line = SampleLines.Of(Bytes);
        _id = ReferenceLine.Read(_line).Id!.Value;
    }

    [Benchmark(Baseline = true)]
    public int BareReader()
    {
        var reader = new Utf8JsonReader(_line);
        var tokens = 0;
        while (reader.Read())
        {
            tokens++;
        }

        return tokens;
    }

    [Benchmark]
    public ReferenceLine ReadLine() => ReferenceLine.Read(_line);

    [Benchmark]
    public bool PeekId() => ReferenceLine.TryPeekId(_line, out _);

    [Benchmark]
    public string? Title() => new Reference(_line, _id).Title;

    [Benchmark]
    public int Identifiers() => new Reference(_line, _id).Identifiers.Count;

    [Benchmark]
    public int Enhancements() => new Reference(_line, _id).Enhancements.Count;
}
