namespace Users.Rules;

/// <summary>How often an invariant was checked, and where it did not hold.</summary>
public sealed class Tally(string id, string title)
{
    private readonly List<string> _violations = [];

    public string Id => id;

    public string Title => title;

    public int Checks { get; private set; }

    public IReadOnlyList<string> Violations => _violations;

    public void Check(bool holds, FormattableString otherwise)
    {
        Checks++;

        if (!holds)
        {
            _violations.Add(FormattableString.Invariant(otherwise));
        }
    }
}
