metadata description = 'All role assignments, for the whole resource group: everything in it is the robot\'s.'

@description('The principal id of the app\'s identity.')
param appPrincipalId string

@description('The principal id of the person or group that operates the robot; empty for none.')
param operatorPrincipalId string

var roleIds = {
  'Key Vault Secrets Officer': 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'
  'Key Vault Secrets User': '4633458b-17de-408a-b874-0445c86b69e6'
  'Monitoring Metrics Publisher': '3913510d-42f4-4e42-8a64-420c390055eb'
  'Storage Blob Data Contributor': 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  'Storage Blob Data Owner': 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  'Storage Queue Data Contributor': '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  'Storage Table Data Contributor': '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
}

// The Functions host and the Azure Storage backend of Durable Functions require blobs, queues and tables.
var appRoles = [
  'Key Vault Secrets User'
  'Monitoring Metrics Publisher'
  'Storage Blob Data Owner'
  'Storage Queue Data Contributor'
  'Storage Table Data Contributor'
]

// To store secrets, to inspect and delete dead letters, and to send messages.
var operatorRoles = [
  'Key Vault Secrets Officer'
  'Storage Blob Data Contributor'
  'Storage Queue Data Contributor'
]

var assignments = concat(
  map(appRoles, role => { to: 'app', role: role }),
  map(empty(operatorPrincipalId) ? [] : operatorRoles, role => { to: operatorPrincipalId, role: role })
)

resource roleAssignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for assignment in assignments: {
    // The name does not include the identity's principal id, which is known only after its deployment, so that a what-if can show the changes.
    name: guid(resourceGroup().id, assignment.to, assignment.role)
    properties: {
      principalId: assignment.to == 'app' ? appPrincipalId : operatorPrincipalId
      // Azure needs the principal type to find a newly created identity. For an operator it determines by itself whether it is a user or a group.
      principalType: assignment.to == 'app' ? 'ServicePrincipal' : null
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds[assignment.role])
    }
  }
]
