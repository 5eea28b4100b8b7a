metadata description = 'Role assignments on containers, queues and tables of the storage account.'

@description('The name of the account.')
param accountName string

@description('The container of the deployment package.')
param packageContainer string

@description('The containers of the app, its Functions host and its durable engine.')
param appContainers string[]

@description('Their queues.')
param appQueues string[]

@description('The containers whose blobs operators inspect and delete.')
param operatorContainers string[]

@description('The queues that operators inspect and send messages to.')
param operatorQueues string[]

@description('The principal id of the app\'s identity.')
param appPrincipalId string

@description('The principal id of the identity that deploys the package.')
param deploymentPrincipalId string

@description('The principal id of the person or group that operates the robot; empty for nobody.')
param operatorPrincipalId string

var roleIds = {
  'Storage Blob Data Contributor': 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  'Storage Queue Data Contributor': '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  'Storage Table Data Contributor': '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
}

var hasOperator = !empty(operatorPrincipalId)
var principalIds = { app: appPrincipalId, deployment: deploymentPrincipalId, operator: operatorPrincipalId }

var containerUsers = concat(
  map(appContainers, container => { who: 'app', container: container }),
  [{ who: 'deployment', container: packageContainer }],
  map(hasOperator ? operatorContainers : [], container => { who: 'operator', container: container })
)

var queueUsers = concat(
  map(appQueues, queue => { who: 'app', queue: queue }),
  map(hasOperator ? operatorQueues : [], queue => { who: 'operator', queue: queue })
)

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: accountName

  resource blobs 'blobServices' existing = {
    name: 'default'
  }

  resource queues 'queueServices' existing = {
    name: 'default'
  }
}

resource containers 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' existing = [
  for use in containerUsers: {
    parent: account::blobs
    name: use.container
  }
]

resource storageQueues 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-06-01' existing = [
  for use in queueUsers: {
    parent: account::queues
    name: use.queue
  }
]

// The names do not include an identity's principal id, which is known only after its deployment, so that a what-if can show the changes.
// Azure needs the principal type to find a newly created identity. For an operator it determines by itself whether it is a user or a group.
resource containerRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (use, i) in containerUsers: {
    name: guid(containers[i].id, use.who == 'operator' ? operatorPrincipalId : use.who)
    scope: containers[i]
    properties: {
      principalId: principalIds[use.who]
      principalType: use.who == 'operator' ? null : 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        roleIds['Storage Blob Data Contributor']
      )
    }
  }
]

resource queueRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (use, i) in queueUsers: {
    name: guid(storageQueues[i].id, use.who == 'operator' ? operatorPrincipalId : use.who)
    scope: storageQueues[i]
    properties: {
      principalId: principalIds[use.who]
      principalType: use.who == 'operator' ? null : 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        roleIds['Storage Queue Data Contributor']
      )
    }
  }
]

// On all tables: besides the durable engine's tables there are the host's diagnostic events, in a new table each month.
resource tableRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, 'app', 'tables')
  scope: account
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds['Storage Table Data Contributor']
    )
  }
}
