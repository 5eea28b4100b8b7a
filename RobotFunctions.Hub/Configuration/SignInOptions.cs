using System.ComponentModel.DataAnnotations;

namespace RobotFunctions.Hub.Configuration;

/// <summary>How people sign in, section <c>HubServer:SignIn</c>.</summary>
public sealed class SignInOptions
{
    /// <summary>Whether people sign in with a name and a password that the Hub knows. Without it an OpenID Connect provider is needed.</summary>
    /// <value>Default: true.</value>
    public bool LocalAccounts { get; set; } = true;

    /// <summary>Whether people with a password must also have an authenticator app. Who has none sets one up at the next sign-in.</summary>
    /// <value>Default: false.</value>
    public bool RequireSecondFactor { get; set; }

    /// <summary>After how many minutes without a request a session ends.</summary>
    /// <value>Default: 480, a working day.</value>
    [Range(5, 43_200, ErrorMessage = "SignIn:IdleMinutes must be between 5 and 43200.")]
    public int IdleMinutes { get; set; } = 480;

    /// <summary>After how many hours a session ends, however much it is used.</summary>
    /// <value>Default: 168, a week.</value>
    [Range(1, 8760, ErrorMessage = "SignIn:SessionHours must be between 1 and 8760.")]
    public int SessionHours { get; set; } = 168;

    /// <summary>How many hours a link works with which a person sets a password.</summary>
    /// <value>Default: 24.</value>
    [Range(1, 720, ErrorMessage = "SignIn:LinkHours must be between 1 and 720.")]
    public int LinkHours { get; set; } = 24;

    /// <summary>The OpenID Connect provider.</summary>
    public OidcOptions Oidc { get; } = new();
}
