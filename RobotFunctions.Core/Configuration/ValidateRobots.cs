using Microsoft.Extensions.Options;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Configuration;

/// <summary>Rejects robots that could not work: no id, no secret, a duplicate id, unknown entitlements, reports without a Hub.</summary>
internal sealed class ValidateRobots(IOptions<HubClientOptions> hub) : IValidateOptions<RobotsOptions>
{
    private static readonly HashSet<string> KnownEntitlements = ["full_text", "raw_enhancement_writer"];

    public ValidateOptionsResult Validate(string? name, RobotsOptions options)
    {
        var problems = options.Problems.Concat(options.Robots.SelectMany(Problems))
            .Concat(options.Robots
                .Where(robot => robot.Id is not null)
                .GroupBy(robot => robot.Id, StringComparer.OrdinalIgnoreCase)
                .Where(same => same.Count() > 1)
                .Select(same => $"Robots: {same.Key} is there {same.Count()} times. Give each robot its own id."))
            .Concat(options.Robots
                .Where(static robot => robot.RegistryId is { Length: > 0 })
                .GroupBy(static robot => robot.RegistryId, StringComparer.OrdinalIgnoreCase)
                .Where(static same => same.Count() > 1)
                .Select(static same => $"Robots: the RegistryId {same.Key} is there {same.Count()} times. Register each robot at the Hub, and give it its own id."))
            .Distinct()
            .ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private IEnumerable<string> Problems(RobotOptions robot)
    {
        foreach (var problem in Annotations.Problems(robot.Section, robot).Concat(Annotations.Problems(robot.PollingSection, robot.Polling)))
        {
            yield return problem;
        }

        if (robot.Id is { Length: > 0 } && !RobotId.TryParse(robot.Id, out _))
        {
            yield return $"{robot.Section}:Id is '{robot.Id}', which is not a UUID of version 4 or 7. Copy the id the repository gave the robot at registration.";
        }

        if (robot.SecondarySecret is "")
        {
            yield return $"{robot.Section}:SecondarySecret is empty. Remove it, or set it to the new secret.";
        }

        if (robot.RegistryId is { Length: > 0 } registered)
        {
            if (!Guid.TryParseExact(registered, "D", out _))
            {
                yield return $"{robot.Section}:RegistryId is '{registered}', which is not a UUID. Copy the robot's id from the registry of the Hub.";
            }

            if (!HasHub())
            {
                yield return $"{robot.Section}:RegistryId is set, but Hub:Url is missing. Set Hub:Url and Hub:Key, or remove the id.";
            }
        }

        // Azure leaves an unresolved Key Vault reference as it is, and anyone who can guess the vault's name could sign with that text.
        if (new[] { robot.Secret, robot.SecondarySecret }.Any(secret => secret?.StartsWith("@Microsoft.KeyVault(", StringComparison.OrdinalIgnoreCase) is true))
        {
            yield return $"A secret of {robot.Section} is still an unresolved Key Vault reference. Store the secret in the vault, let the app's identity read it, and restart the app.";
        }

        foreach (var unknown in robot.Entitlements.Where(entitlement => !KnownEntitlements.Contains(entitlement)))
        {
            yield return $"{robot.Section}:Entitlements has '{unknown}'. The repository knows {string.Join(" and ", KnownEntitlements)}.";
        }
    }

    private bool HasHub()
    {
        try
        {
            return hub.Value.IsConfigured;
        }
        catch (OptionsValidationException)
        {
            // A URL or key that is not valid is reported with the options of the Hub.
            return true;
        }
    }
}
