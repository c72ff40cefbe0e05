namespace Users.Bench.Reporting;

/// <summary>A goal, and how near the figures come.</summary>
/// <param name="Goal">What is wanted.</param>
/// <param name="Figure">What was measured.</param>
/// <param name="IsMet">Whether it is reached; <see langword="null"/> if it was not measured.</param>
internal sealed record Target(string Goal, string Figure, bool? IsMet)
{
    public string Verdict => IsMet switch
    {
        null => "not measured",
        true => "met",
        false => "**missed**",
    };

    public static Target AtLeast(string goal, double wanted, Statistics figure, string format, string unit) =>
        new(goal, Write(figure, format, unit), figure.IsEmpty ? null : figure.Median >= wanted);

    public static Target AtMost(string goal, double wanted, Statistics figure, string format, string unit) =>
        new(goal, Write(figure, format, unit), figure.IsEmpty ? null : figure.Median <= wanted);

    private static string Write(Statistics figure, string format, string unit) => figure.IsEmpty ? "" : $"{figure.ToString(format)}{unit}";
}
