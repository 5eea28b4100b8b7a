using System.Globalization;

namespace RobotFunctions.Tests.Fakes.Azurite;

/// <summary>Containers and signed URLs as the repository makes them: account key, one blob, one permission, an end and no start (protocol section 5).</summary>
public sealed class BlobSas(AzuriteFixture azurite)
{
    private const string Version = "2023-11-03";

    private readonly AzuriteAccount _account = azurite.Account;

    /// <summary>Creates a container.</summary>
    public async Task CreateContainerAsync(string container)
    {
        var date = TimeProvider.System.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
        var signature = _account.Sign(
            $"PUT\n\n\n\n\n\n\n\n\n\n\n\nx-ms-date:{date}\nx-ms-version:{Version}\n/{_account.Name}/{_account.Name}/{container}\nrestype:container");
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{azurite.BlobUrl}/{container}?restype=container");
        request.Headers.Add("x-ms-date", date);
        request.Headers.Add("x-ms-version", Version);
        request.Headers.TryAddWithoutValidation("Authorization", $"SharedKey {_account.Name}:{signature}");
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>A URL that permits one thing, <c>r</c> or <c>w</c>, with one blob until then.</summary>
    public string Url(string container, string blob, char permission, DateTimeOffset expiry)
    {
        var end = expiry.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        string[] signed =
        [
            permission.ToString(), "", end, $"/blob/{_account.Name}/{container}/{blob}", "", "", "", Version, "b", "", "", "", "", "", "", "",
        ];
        var signature = _account.Sign(string.Join('\n', signed));
        return $"{azurite.BlobUrl}/{container}/{blob}?sv={Version}&se={Uri.EscapeDataString(end)}&sr=b&sp={permission}&sig={Uri.EscapeDataString(signature)}";
    }
}
