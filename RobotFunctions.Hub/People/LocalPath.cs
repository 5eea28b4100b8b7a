namespace RobotFunctions.Hub.People;

/// <summary>Where a sign-in leads afterwards: a path of this Hub, never another host.</summary>
internal static class LocalPath
{
    /// <summary>The path that was asked for; <c>/</c> if it is none of this Hub's, however browsers might read it.</summary>
    public static string Of(string? wanted) =>
        wanted is ['/', ..] and not ['/', '/' or '\\', ..] && wanted.All(static letter => letter is > ' ' and <= '~' and not '\\') ? wanted : "/";
}
