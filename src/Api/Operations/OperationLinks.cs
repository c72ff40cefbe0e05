namespace Users.Api.Operations;

internal static class OperationLinks
{
    public static string To(Guid operationId) => $"/operations/{operationId}";
}
