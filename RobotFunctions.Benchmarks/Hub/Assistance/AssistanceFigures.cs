using System.Globalization;

namespace RobotFunctions.Benchmarks.Hub.Assistance;

/// <summary>The measurements of assistance.</summary>
/// <param name="Requests">How many requests.</param>
/// <param name="Accepted">Their answers, 202.</param>
/// <param name="ToldPerSecond">From the first request to the last mail that the server took.</param>
/// <param name="FloorPerSecond">Mails per second of the SMTP library alone.</param>
internal sealed record AssistanceFigures(int Requests, Load Accepted, double ToldPerSecond, double FloorPerSecond)
{
    /// <summary>The lines that the command prints.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
          asked      {Accepted} by 16 bots, {Requests:N0} requests
          told       {ToldPerSecond,6:N0}/s from the first request to the last mail
          floor      {FloorPerSecond,6:N0}/s, the SMTP library alone over as many connections
          ratio      {FloorPerSecond / ToldPerSecond:0.00}
        """);
}
