using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;

namespace RobotFunctions.Hub.Configuration;

/// <summary>The settings of the Hub, section <c>HubServer</c>. (The section <c>Hub</c> is a robot's: which Hub it reports to.)</summary>
public sealed class HubOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "HubServer";

    /// <summary>The store: the path of a SQLite file, or a connection string or URL of PostgreSQL.</summary>
    /// <value>Default: <c>.robot/hub.db</c>.</value>
    [Required]
    public string Database { get; set; } = ".robot/hub.db";

    /// <summary>
    /// Whether a start on PostgreSQL applies missing migrations. By default it refuses to start and names them, because replicas of the old version
    /// may still run. SQLite files have one process, and are always migrated.
    /// </summary>
    public bool MigrateAtStart { get; set; }

    /// <summary>The URL under which people and other systems reach the Hub; links and redirects lead there. Null: the address of each request.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>Which JSON Web Tokens are accepted beside API keys.</summary>
    public TokenOptions Tokens { get; } = new();

    /// <summary>How people sign in.</summary>
    public SignInOptions SignIn { get; } = new();

    /// <summary>Web sites whose scripts may call the Hub.</summary>
    public CrossOriginOptions Cors { get; } = new();

    /// <summary>How many requests are answered.</summary>
    public LimitOptions Limits { get; } = new();

    /// <summary>How long what is not needed any more is kept.</summary>
    public RetentionOptions Retention { get; } = new();

    /// <summary>The mail server of e-mail channels.</summary>
    public SmtpOptions Smtp { get; } = new();

    /// <summary>
    /// The origins whose pictures pages of tasks show, such as <c>https://pictures.example.org</c>. Whoever looks at a task is seen there. Pictures elsewhere
    /// are links.
    /// </summary>
    /// <value>Default: none.</value>
    public IList<string> PictureOrigins { get; } = [];

    /// <summary>The networks of the proxies in front of the Hub, in CIDR notation. Only their <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c> are believed.</summary>
    /// <value>Default: none.</value>
    public IList<string> Proxies { get; } = [];

    /// <summary>
    /// Whether events may be delivered to private addresses (this machine, the own network), and over unencrypted HTTP. Everybody who may subscribe can
    /// then make the Hub call services of its network.
    /// </summary>
    public bool AllowPrivateDestinations { get; set; }

    /// <summary>
    /// The path of a PKCS #12 file (.pfx) with a certificate and its private key. It encrypts the keys that encrypt secrets in the store. Null: the keys
    /// are in the store as they are, and whoever reads the store can read the secrets.
    /// </summary>
    public string? KeysCertificate { get; set; }

    /// <summary>The password of <see cref="KeysCertificate"/>.</summary>
    public string? KeysCertificatePassword { get; set; }

    /// <summary>Reads and validates the section.</summary>
    /// <exception cref="OptionsValidationException">It has a setting that does not exist, or a value that is not allowed.</exception>
    internal static HubOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var options = new HubOptions();
        StrictSection.Read(section, options, static (section, target) => section.Bind(target));
        StrictSection.Read(section.GetSection(nameof(Tokens)), options.Tokens, static (section, target) => section.Bind(target));
        StrictSection.Read(section.GetSection(nameof(Cors)), options.Cors, static (section, target) => section.Bind(target));
        StrictSection.Read(section.GetSection(nameof(Limits)), options.Limits, static (section, target) => section.Bind(target));
        StrictSection.Read(section.GetSection(nameof(Retention)), options.Retention, static (section, target) => section.Bind(target));
        StrictSection.Read(section.GetSection(nameof(Smtp)), options.Smtp, static (section, target) => section.Bind(target));
        var signIn = section.GetSection(nameof(SignIn));
        StrictSection.Read(signIn, options.SignIn, static (section, target) => section.Bind(target));
        StrictSection.Read(signIn.GetSection(nameof(SignInOptions.Oidc)), options.SignIn.Oidc, static (section, target) => section.Bind(target));
        var problems = new List<ValidationResult>();
        foreach (var part in (object[])[options, options.Tokens, options.Cors, options.Limits, options.Retention, options.Smtp, options.SignIn, options.SignIn.Oidc])
        {
            Validator.TryValidateObject(part, new ValidationContext(part), problems, validateAllProperties: true);
        }

        if (options.SignIn is { LocalAccounts: false, Oidc.Authority: null })
        {
            problems.Add(new ValidationResult("SignIn:LocalAccounts=false needs SignIn:Oidc:Authority: otherwise nobody can sign in."));
        }

        if (options.PublicUrl is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https") || url.PathAndQuery != "/"))
        {
            problems.Add(new ValidationResult("PublicUrl must be scheme, host and port only, such as https://hub.example.org."));
        }

        problems.AddRange(options.PictureOrigins
            .Where(static origin => !Uri.TryCreate(origin, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.GetLeftPart(UriPartial.Authority) != origin)
            .Select(static origin => new ValidationResult($"PictureOrigins has '{origin}', which is not an origin. Write scheme, host and port only, such as https://pictures.example.org.")));
        problems.AddRange(options.Proxies
            .Where(static proxy => !IPNetwork.TryParse(proxy, out _))
            .Select(static proxy => new ValidationResult($"Proxies has '{proxy}', which is not a network. Write it in CIDR notation, such as 10.0.0.0/8 or 192.0.2.7/32.")));
        return problems.Count == 0 ? options : throw new OptionsValidationException(Section, typeof(HubOptions), problems.Select(static problem => $"{Section}: {problem.ErrorMessage}"));
    }
}
