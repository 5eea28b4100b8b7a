namespace RobotFunctions.Hub.People;

/// <summary>
/// How many wrong passwords and codes a person's account stands. An attempt is counted before it is verified, so that attempts at the same time are
/// counted too.
/// </summary>
internal static class Lockout
{
    /// <summary>After how many failed attempts in a row an account is locked.</summary>
    public const int MaxFailures = 5;

    /// <summary>For how long it is.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromMinutes(15);

    /// <summary>Counts an attempt.</summary>
    /// <returns>Whether it may go on: false while the account is locked.</returns>
    public static bool TryCount(Person person, DateTimeOffset now)
    {
        if (person.LockoutEnd > now)
        {
            return false;
        }

        if (person.LockoutEnd is not null)
        {
            Clear(person);
        }

        person.AccessFailedCount++;
        if (person.AccessFailedCount >= MaxFailures)
        {
            person.LockoutEnd = now + Duration;
        }

        return true;
    }

    /// <summary>Takes back an attempt whose password was right, while the second factor is still missing: its failures must go on to count.</summary>
    public static void TakeBack(Person person)
    {
        person.AccessFailedCount = Math.Max(0, person.AccessFailedCount - 1);
        person.LockoutEnd = null;
    }

    /// <summary>Forgets the failures.</summary>
    public static void Clear(Person person) => (person.AccessFailedCount, person.LockoutEnd) = (0, null);
}
