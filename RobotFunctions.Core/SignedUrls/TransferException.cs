using System.Globalization;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.SignedUrls;

/// <summary>
/// Carries trouble with storage through a caller's own reading or writing code back to <see cref="StorageClient"/>. It is no
/// <see cref="IOException"/>, so that it is never taken for trouble of the caller's own.
/// </summary>
internal sealed class TransferException(StepFailure failure, Exception? cause = null) : Exception(failure.Reason, cause)
{
    public StepFailure Failure { get; } = failure;

    /// <summary>The connection broke in the middle.</summary>
    public static TransferException Broken(SignedUrl url, Exception cause) =>
        new(new(FailureKind.Transient, $"The connection to {url} broke: {cause.Message}"), cause);

    /// <summary>A time limit was reached.</summary>
    public static TransferException Expired(SignedUrl url, string expired, Exception? cause = null) =>
        new(new(FailureKind.Transient, $"Storage {expired}: {url}."), cause);

    /// <summary>The file is longer than we take.</summary>
    public static TransferException TooLong(SignedUrl url, long limit) =>
        new(new(FailureKind.Permanent, string.Create(
            CultureInfo.InvariantCulture, $"The file at {url} is longer than the {limit} bytes that are taken (Limits:FileBytes).")));

    /// <summary>The content is encoded in a way we do not decode.</summary>
    public static TransferException Encoded(SignedUrl url, string encoding) =>
        new(new(FailureKind.Permanent, $"The file at {url} is encoded as {encoding}; only gzip is understood."));

    /// <summary>The content is not what it says.</summary>
    public static TransferException NotGzip(SignedUrl url, Exception cause) =>
        new(new(FailureKind.Permanent, $"The file at {url} says it is gzip and is not: {cause.Message}"), cause);
}
