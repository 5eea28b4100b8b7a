using BenchmarkDotNet.Attributes;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Signing;

namespace RobotFunctions.Benchmarks.Micro;

/// <summary>Signs and verifies a request body.</summary>
[MemoryDiagnoser]
public class SigningBenchmarks
{
    private static readonly RobotIdentity Robot = new(
        new RobotId(Guid.Parse("0198c0de-0000-7000-8000-00000000beef")),
        new RobotSecrets("dlfskdfhgk8ei346oiehslkdfrerikfglser934utofs"));

    private readonly RequestSigner _signer = new(TimeProvider.System);
    private readonly SignatureVerifier _verifier = new(_ => Robot.Secrets);
    private byte[] _body = [];
    private SignatureHeaders _headers;

    [Params(400, 64_000)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _body = SampleLines.Of(Bytes);
        _headers = Sign();
    }

    [Benchmark]
    public SignatureHeaders Sign() => _signer.Sign(Robot, _body);

    [Benchmark]
    public SignatureVerdict Verify() => _verifier.Verify(_headers, _body, TimeProvider.System.GetUtcNow());
}
