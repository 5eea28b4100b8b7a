using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.Enhancements;
using RobotFunctions.Core.Protocol.References;

namespace RobotFunctions.Core.Enhancers.Toy;

/// <summary>
/// Assigns a toy and a score to every reference, as the repository's own toy robot does, but always the same for the same reference in the same
/// batch: the results of a batch that is delivered twice are exact duplicates.
/// </summary>
public sealed class ToyEnhancer : IEnhancer
{
    private const int Scores = 101;

    private static readonly string[] Toys =
    [
        "Woody",
        "Jessie",
        "Bullseye",
        "Stinky Pete",
        "Buzz Lightyear",
        "Rex",
        "Mr. Potatohead",
        "Mrs. Potato Head",
        "Bo Peep",
        "Slinky Dog",
        "Etch a Sketch",
        "Hamm",
        "Lenny",
        "Emperor Zurg",
        "Little Green Man 1",
        "Little Green Man n",
        "Little Green Man n+1",
    ];

    // All possible contents, so that none has to be allocated per reference.
    private static readonly EnhancerOutcome[] Outcomes =
    [
        .. from toy in Toys
           let data = JsonElement.Parse($$"""{"toy":"{{toy}}"}""")
           from hundredths in Enumerable.Range(0, Scores)
           select EnhancerOutcome.Enhanced(new AnnotationContent
           {
               Annotations = [new ScoreAnnotation { Scheme = "meta:toy", Label = "toy", Score = hundredths / 100.0, Data = data }],
           }),
    ];

    /// <inheritdoc/>
    public ValueTask<EnhancerOutcome> EnhanceAsync(Reference reference, EnhancerContext context, CancellationToken cancellation) =>
        ValueTask.FromResult(Outcomes[Choose(context.Batch, reference.Id)]);

    // This hash is evenly distributed and the same on every platform.
    private static int Choose(BatchId batch, ReferenceId reference)
    {
        Span<byte> ids = stackalloc byte[32];
        batch.Value.TryWriteBytes(ids, bigEndian: true, out _);
        reference.Value.TryWriteBytes(ids[16..], bigEndian: true, out _);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(ids, hash);
        return (int)(BinaryPrimitives.ReadUInt64BigEndian(hash) % (ulong)Outcomes.Length);
    }
}
