using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using RobotFunctions.Hub.Configuration;

namespace RobotFunctions.Hub.Store;

/// <summary>Registers the keys that encrypt secrets at rest. They are in the store, encrypted by a certificate if there is one.</summary>
internal static class StoredKeys
{
    // Its only warning is that the keys are not encrypted, with each new key and in words that do not say what to do. UnencryptedKeysNotice does.
    private const string KeyManagerCategory = "Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager";

    /// <summary>Adds the keys.</summary>
    /// <exception cref="OptionsValidationException">The certificate cannot be read, or has no private key.</exception>
    public static IServiceCollection AddStoredKeys(this IServiceCollection services, HubOptions options)
    {
        var protection = services.AddDataProtection().SetApplicationName("RobotFunctions.Hub").PersistKeysToDbContext<HubStore>();
        if (options.KeysCertificate is { } file)
        {
            protection.ProtectKeysWithCertificate(Load(file, options.KeysCertificatePassword));
            return services;
        }

        return services
            .AddLogging(static logging => logging.AddFilter(KeyManagerCategory, LogLevel.Error))
            .AddHostedService<UnencryptedKeysNotice>();
    }

    private static X509Certificate2 Load(string file, string? password)
    {
        try
        {
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(file, password);
            return certificate.HasPrivateKey ? certificate : throw Invalid("it has no private key");
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw Invalid(unreadable.Message);
        }
    }

    private static OptionsValidationException Invalid(string reason) => new(
        HubOptions.Section,
        typeof(HubOptions),
        [$"{HubOptions.Section}:{nameof(HubOptions.KeysCertificate)} cannot be used: {reason} Give the path of a PKCS #12 file, and its password in {nameof(HubOptions.KeysCertificatePassword)}."]);
}
