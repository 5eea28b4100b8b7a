using System.Security.Cryptography;
using System.Text;

namespace RobotFunctions.Tests.Fakes.Azurite;

/// <summary>A storage account and its key.</summary>
public sealed class AzuriteAccount
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(64);

    private AzuriteAccount(string name) => Name = name;

    public string Name { get; }

    /// <summary>The key, as configuration has it.</summary>
    public string Key => Convert.ToBase64String(_key);

    /// <summary>An account with a key nobody else has.</summary>
    public static AzuriteAccount Create() => new("robottests");

    /// <summary>The signature of a text.</summary>
    public string Sign(string text) => Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)));
}
