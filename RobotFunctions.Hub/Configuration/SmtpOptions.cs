using System.ComponentModel.DataAnnotations;

namespace RobotFunctions.Hub.Configuration;

/// <summary>The mail server that e-mail channels send through, section <c>HubServer:Smtp</c>. Without a host nothing can be sent by e-mail.</summary>
public sealed class SmtpOptions : IValidatableObject
{
    /// <summary>The name of the server.</summary>
    public string? Host { get; set; }

    /// <summary>Its port.</summary>
    /// <value>Default: 587, for submission.</value>
    [Range(1, 65535, ErrorMessage = "Smtp:Port must be between 1 and 65535.")]
    public int Port { get; set; } = 587;

    /// <summary>The name that the Hub signs in with; null if the server asks for none.</summary>
    public string? User { get; set; }

    /// <summary>The password of <see cref="User"/>.</summary>
    public string? Password { get; set; }

    /// <summary>The address that messages come from.</summary>
    public string? From { get; set; }

    /// <summary>How the connection is encrypted.</summary>
    /// <value>Default: <see cref="SmtpTls.StartTls"/>.</value>
    public SmtpTls Tls { get; set; } = SmtpTls.StartTls;

    /// <summary>
    /// The path of a PEM file with the certificates of the authorities that may have signed the server's certificate: for a mail server of the own network.
    /// Null: those that the machine trusts.
    /// </summary>
    public string? CertificateAuthorities { get; set; }

    /// <summary>How many messages are sent at a time, each over a connection of its own. When the process is killed, as many may come again.</summary>
    /// <value>Default: 4.</value>
    [Range(1, 32, ErrorMessage = "Smtp:Connections must be between 1 and 32.")]
    public int Connections { get; set; } = 4;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Host is null)
        {
            if (User is not null || From is not null)
            {
                yield return new ValidationResult("Smtp:Host is missing. Set it to the name of the mail server.");
            }

            yield break;
        }

        if (From is null || !From.Contains('@', StringComparison.Ordinal))
        {
            yield return new ValidationResult("Smtp:From must be the address that messages come from, such as hub@example.org.");
        }

        if ((User is null) != (Password is null))
        {
            yield return new ValidationResult("Smtp:User and Smtp:Password are set together, or not at all.");
        }

        if (User is not null && Tls == SmtpTls.None)
        {
            yield return new ValidationResult("Smtp:Tls=None would send Smtp:Password unencrypted. Choose StartTls or Implicit.");
        }

        if (CertificateAuthorities is { } file && !File.Exists(file))
        {
            yield return new ValidationResult($"Smtp:CertificateAuthorities names {file}, which does not exist.");
        }
    }
}

/// <summary>How the connection to a mail server is encrypted.</summary>
public enum SmtpTls
{
    /// <summary>By STARTTLS, or nothing is sent.</summary>
    StartTls,

    /// <summary>From its beginning, on port 465.</summary>
    Implicit,

    /// <summary>Not at all: for a mail catcher, or a relay on this machine.</summary>
    None,
}
