namespace RobotFunctions.Hub.Pages;

/// <summary>What the page after a form tells, once.</summary>
/// <param name="Text">What was done: a sentence.</param>
/// <param name="Secret">A secret that is shown this once.</param>
/// <param name="Refused">Whether the form was refused, and nothing was done.</param>
public sealed record FlashMessage(string Text, string? Secret = null, bool Refused = false);
