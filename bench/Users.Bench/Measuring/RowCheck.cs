namespace Users.Bench.Measuring;

/// <summary>Compares what was answered during one turn of a system with the table of users.</summary>
/// <param name="System">The system.</param>
/// <param name="Round">The round.</param>
/// <param name="Answered">How many times 201 was answered.</param>
/// <param name="Rows">How many users there are.</param>
/// <param name="CutOff">How many requests at most were under way when a load ended, which may have been executed, too.</param>
internal sealed record RowCheck(string System, int Round, long Answered, long Rows, long CutOff)
{
    public long Lost => Math.Max(0, Answered - Rows);

    public bool IsGood => Answered <= Rows && Rows <= Answered + CutOff;
}
