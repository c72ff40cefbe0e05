namespace Users.Folders.Tests;

/// <summary>Represents a place in the code that names something which another folder declares.</summary>
/// <param name="From">The folder that uses it.</param>
/// <param name="To">The folder that declares it.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Place">The file and the line.</param>
internal sealed record Use(string From, string To, string Name, string Place)
{
    public override string ToString() => $"{Place} of {From} uses {Name} of {To}";
}
