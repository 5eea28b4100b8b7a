using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Local.Endpoints;

/// <summary>
/// Tells operators from everybody else: <c>Intake:OperatorKey</c>, or a key that is made at the first start and kept in the store. Where a caller
/// comes from says nothing: a proxy on the same machine makes all its callers look local.
/// </summary>
internal sealed class OperatorKey
{
    /// <summary>The header that brings it, the same as on Azure.</summary>
    public const string HeaderName = "x-functions-key";

    private const int Characters = 64;

    private readonly byte[] _hash;

    public OperatorKey(StoreFolder store, IOptions<IntakeOptions> intake) =>
        _hash = Hash(intake.Value.OperatorKey is { Length: > 0 } configured ? configured : ReadOrCreate(store.OperatorKey));

    /// <summary>Whether a request carries the key.</summary>
    public bool IsIn(HttpRequest request) =>
        request.Headers[HeaderName] is [{ } key] && CryptographicOperations.FixedTimeEquals(Hash(key), _hash);

    private static string ReadOrCreate(string path)
    {
        if (File.Exists(path))
        {
            var key = File.ReadAllText(path).Trim();
            return key.Length == Characters
                ? key
                : throw new StoreRefusedException($"The operator key in {path} is damaged. Delete the file; the next start makes a new key.");
        }

        var created = RandomNumberGenerator.GetHexString(Characters, lowercase: true);
        DurableFile.Write(path, Encoding.ASCII.GetBytes(created + "\n"));
        return created;
    }

    // Hashes are equally long, so that comparing them takes as long for any key.
    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
