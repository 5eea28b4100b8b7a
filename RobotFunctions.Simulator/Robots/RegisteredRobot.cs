using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Signing;

namespace RobotFunctions.Simulator.Robots;

/// <summary>A robot registered with the repository.</summary>
public sealed class RegisteredRobot
{
    private volatile SecretText _secret;

    internal RegisteredRobot(RobotId id, string secret, IEnumerable<string> entitlements)
    {
        Id = id;
        _secret = new SecretText(secret);
        Entitlements = entitlements.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Its id.</summary>
    public RobotId Id { get; }

    /// <summary>The base URL for pushes, without <c>/single/</c> and <c>/batch/</c>; needed only for pushes.</summary>
    public Uri? BaseUrl { get; set; }

    /// <summary>Its entitlements (protocol section 6).</summary>
    public IReadOnlySet<string> Entitlements { get; }

    /// <summary>Its secret, as text.</summary>
    public string Secret => _secret.Text;

    internal RobotSecrets Secrets => _secret.Keys;

    /// <summary>Replaces the secret; the old one becomes invalid at once.</summary>
    public void RotateSecret(string secret) => _secret = new SecretText(secret);

    private sealed class SecretText(string text)
    {
        public string Text { get; } = text;

        public RobotSecrets Keys { get; } = new(text);
    }
}
