using System.Globalization;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.SignedUrls;

/// <summary>
/// Carries a failure of storage through the caller's reader or writer back to <see cref="StorageClient"/>. It is not an
/// <see cref="IOException"/>, so that it is never mistaken for a failure of the caller's own store.
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

    /// <summary>The file is longer than the limit.</summary>
    public static TransferException TooLong(SignedUrl url, long limit) =>
        new(new(FailureKind.Permanent, string.Create(
            CultureInfo.InvariantCulture, $"The file at {url} is longer than {limit} bytes (Limits:FileBytes).")));

    /// <summary>The content encoding is not supported.</summary>
    public static TransferException Encoded(SignedUrl url, string encoding) =>
        new(new(FailureKind.Permanent, $"The file at {url} is encoded as {encoding}; only gzip is supported."));

    /// <summary>The content is declared as gzip and is not.</summary>
    public static TransferException NotGzip(SignedUrl url, Exception cause) =>
        new(new(FailureKind.Permanent, $"The file at {url} is declared as gzip and is not: {cause.Message}"), cause);
}
