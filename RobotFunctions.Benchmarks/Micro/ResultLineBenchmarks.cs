using System.Buffers;
using BenchmarkDotNet.Attributes;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.Enhancements;
using RobotFunctions.Core.Protocol.Results;

namespace RobotFunctions.Benchmarks.Micro;

/// <summary>Checks an enhancement and writes its line.</summary>
[MemoryDiagnoser]
public class ResultLineBenchmarks
{
    private static readonly ReferenceId Id = new(Guid.Parse("0198c1a2-7b3c-7def-8123-456789abcdef"));
    private static readonly EnhancementEnvelope Envelope = new("Toy Robot", "0.1.0", Visibility.Public);
    private static readonly AnnotationContent Content = new()
    {
        Annotations = [new ScoreAnnotation { Scheme = "meta:toy", Label = "toy", Score = 0.42 }],
    };

    private readonly ArrayBufferWriter<byte> _output = new(1024);

    [Benchmark]
    public string? Check() => EnhancementRules.Check(Content, Array.Empty<string>());

    [Benchmark]
    public int Enhancement()
    {
        _output.ResetWrittenCount();
        ResultLine.WriteEnhancement(_output, Id, Envelope, Content);
        return _output.WrittenCount;
    }

    [Benchmark]
    public int Error()
    {
        _output.ResetWrittenCount();
        ResultLine.WriteError(_output, Id, "The reference has no abstract.");
        return _output.WrittenCount;
    }
}
