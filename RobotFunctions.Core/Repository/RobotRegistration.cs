namespace RobotFunctions.Core.Repository;

/// <summary>A robot to be registered at the repository (protocol section 6).</summary>
/// <param name="Name">Its name, which no other robot of the repository may have.</param>
/// <param name="Owner">Who is responsible for it.</param>
/// <param name="Description">What it does.</param>
/// <param name="Entitlements">What it may do beyond the usual: <c>full_text</c>, <c>raw_enhancement_writer</c>.</param>
/// <param name="BaseUrl">The URL under which the repository calls it; required by generations that push, rejected by today's, null for none.</param>
public sealed record RobotRegistration(string Name, string Owner, string Description, IReadOnlyList<string> Entitlements, string? BaseUrl = null);
