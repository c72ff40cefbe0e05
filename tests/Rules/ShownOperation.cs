namespace Users.Rules;

/// <summary>What an instance of the API shows of a registration.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Id">The registration.</param>
/// <param name="Status">The status of the operation; <see langword="null"/> where the instance knows none.</param>
/// <param name="ResultStatus">The status of its result.</param>
/// <param name="Steps">The steps with their status, in order.</param>
public sealed record ShownOperation(string Instance, Guid Id, string? Status, int? ResultStatus, string Steps);
