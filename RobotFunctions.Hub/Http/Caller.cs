using System.Collections.Frozen;

namespace RobotFunctions.Hub.Http;

/// <summary>Who makes a request, and what they may do. An endpoint that asks for a credential takes it as a parameter.</summary>
/// <param name="WorkspaceId">
/// The workspace of the credential, or of the page that a person asks for; <see cref="Guid.Empty"/>, which nothing belongs to, on pages that are of no
/// workspace. A query that is not limited to it shows one workspace's objects to another.
/// </param>
/// <param name="Actor">The name in the audit: <c>key:NAME</c>, <c>token:SUBJECT</c>, <c>person:NAME</c> or <c>command line</c>.</param>
/// <param name="Credential">What tells one credential from another; not a secret.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="Address">The network address of the request; null for the command line.</param>
/// <param name="RequestId">The id of the request; null for the command line.</param>
/// <param name="PersonId">The person, if it is one; null for machines and the command line.</param>
internal sealed record Caller(
    Guid WorkspaceId, string Actor, string Credential, FrozenSet<string> Scopes, string? Address = null, string? RequestId = null, Guid? PersonId = null)
{
    /// <summary>The claim that carries a scope.</summary>
    public const string ScopeClaim = "scope";

    /// <summary>The claim of a person who administers the instance.</summary>
    public const string AdministratorClaim = "administrator";

    /// <summary>The caller of a request with an accepted credential; null without one.</summary>
    public static Caller? Of(HttpContext context) => context.Features.Get<Caller>();

    /// <summary>Gives endpoints their parameter.</summary>
    /// <exception cref="InvalidOperationException">The endpoint allows anyone, so there may be no caller.</exception>
    public static ValueTask<Caller> BindAsync(HttpContext context) => ValueTask.FromResult(
        Of(context) ?? throw new InvalidOperationException($"The endpoint {context.GetEndpoint()?.DisplayName} takes a {nameof(Caller)} but does not ask for a credential."));
}
